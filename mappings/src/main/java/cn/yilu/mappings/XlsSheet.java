package cn.yilu.mappings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.eventusermodel.AbortableHSSFListener;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.hssf.usermodel.HSSFDataFormat;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/** The rows of one sheet of an {@code .xls} workbook, put together from its records as they pass. */
final class XlsSheet extends AbortableHSSFListener {
  private static final short GO_ON = 0;
  private static final short ENOUGH = 1;

  private final ExcelFormat format;
  private final TableRows table;
  private final List<BoundSheetRecord> sheets = new ArrayList<>();
  private final List<String> cells = new ArrayList<>();
  private final Map<Integer, String> formats = new HashMap<>();
  /** Formats of the styles, by the numbers that cells call them by. */
  private final List<Integer> styles = new ArrayList<>();
  private boolean from1904;
  private @Nullable SSTRecord strings;
  private @Nullable RuntimeException own;
  private int sheet;
  private boolean inside;
  private boolean found;
  private int row = -1;
  private int formula = -1;

  XlsSheet(ExcelFormat format, TableRows table) {
    this.format = format;
    this.table = table;
  }

  /** Whether the wanted sheet was there. */
  boolean found() {
    return found;
  }

  /** Whether the exception came from taking rows, not from reading the file. */
  boolean isOwn(RuntimeException exception) {
    return exception.equals(own);
  }

  @Override
  public short abortableProcessRecord(Record record) {
    try {
      return take(record);
    } catch (RuntimeException e) {
      own = e;
      throw e;
    }
  }

  private short take(Record record) {
    switch (record) {
      case BoundSheetRecord bound -> sheets.add(bound);
      case SSTRecord all -> strings = all;
      case FormatRecord written -> formats.put(written.getIndexCode(), written.getFormatString());
      case ExtendedFormatRecord style -> styles.add((int) style.getFormatIndex());
      case DateWindow1904Record window -> from1904 = window.getWindowing() == 1;
      case BOFRecord begin -> begin(begin);
      case EOFRecord end -> {
        return end();
      }
      default -> {
        if (inside) {
          content(record);
        }
      }
    }
    return GO_ON;
  }

  private void content(Record record) {
    if (record instanceof CellValueRecordInterface cell) {
      cell(cell);
    } else if (record instanceof StringRecord text && formula >= 0) {
      cell(formula, text.getString());
    }
  }

  private void begin(BOFRecord begin) {
    if (begin.getType() == BOFRecord.TYPE_WORKSHEET) {
      List<BoundSheetRecord> order = List.of(BoundSheetRecord.orderByBofPosition(sheets));
      sheet++;
      inside = sheet <= order.size() && !found
          && format.takes(order.get(sheet - 1).getSheetname(), sheets.indexOf(order.get(sheet - 1)) + 1);
      found |= inside;
    }
  }

  private short end() {
    if (!inside) {
      return GO_ON;
    }
    flush();
    table.end();
    return ENOUGH;
  }

  private void cell(CellValueRecordInterface cell) {
    if (cell.getRow() != row) {
      flush();
      row = cell.getRow();
    }
    formula = -1;
    switch (cell) {
      case LabelSSTRecord label -> cell(cell.getColumn(), shared(label.getSSTIndex()));
      case LabelRecord label -> cell(cell.getColumn(), label.getValue());
      case NumberRecord number -> cell(cell.getColumn(), number(cell, number.getValue()));
      case FormulaRecord computed -> formula(computed);
      case BoolErrRecord bool -> cell(cell.getColumn(),
          bool.isBoolean() ? bool.getBooleanValue() ? "1" : "0" : error(bool.getErrorValue()));
      default -> {
      }
    }
  }

  private String shared(int index) {
    return strings == null || index < 0 || index >= strings.getNumUniqueStrings()
        ? ""
        : strings.getString(index).getString();
  }

  private void formula(FormulaRecord computed) {
    if (computed.hasCachedResultString()) {
      formula = computed.getColumn();
    } else if (computed.getCachedResultTypeEnum() == CellType.ERROR) {
      cell(computed.getColumn(), error((byte) computed.getCachedErrorValue()));
    } else if (computed.getCachedResultTypeEnum() == CellType.BOOLEAN) {
      cell(computed.getColumn(), computed.getCachedBooleanValue() ? "1" : "0");
    } else {
      cell(computed.getColumn(), number(computed, computed.getValue()));
    }
  }

  private String number(CellValueRecordInterface cell, double value) {
    return isDay(cell.getXFIndex()) ? ExcelDays.plain(value, from1904) : ExcelNumber.plain(value);
  }

  private boolean isDay(int style) {
    if (style < 0 || style >= styles.size()) {
      return false;
    }
    int format = styles.get(style);
    String written = formats.get(format);
    return DateUtil.isADateFormat(format, written == null && format < HSSFDataFormat.getNumberOfBuiltinBuiltinFormats()
        ? HSSFDataFormat.getBuiltinFormat((short) format)
        : written);
  }

  private static String error(byte code) {
    return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "";
  }

  private void cell(int column, String value) {
    while (cells.size() <= column) {
      cells.add("");
    }
    cells.set(column, value);
  }

  private void flush() {
    if (row >= 0) {
      table.row(row + 1, cells);
      cells.clear();
    }
  }
}
