package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.hssf.eventusermodel.HSSFEventFactory;
import org.apache.poi.hssf.eventusermodel.HSSFRequest;
import org.apache.poi.hssf.eventusermodel.HSSFUserException;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.xml.sax.SAXException;

/**
 * A workbook, {@code .xlsx} or {@code .xls}, read row by row. Cells are taken as they are stored, not as they look: days
 * stay serial numbers of five digits, which every date understands.
 *
 * @param sheet name of the sheet, or its number from 1; the first one otherwise
 * @param heading in which row the heading stands, from 1; 0 to find it
 */
record ExcelFormat(Optional<String> sheet, int heading) implements Format {
  static final Text NOT_EXCEL = new Text("不是有效的Excel文件,或文件不完整、已加密",
      "not an Excel workbook, or it is cut off or encrypted");
  private static final Text NO_SHEET = new Text("工作簿中没有映射文件所指的工作表", "the workbook lacks the sheet the mapping names");
  private static final Text TOO_BIG = new Text("工作簿中的文字过多,请拆分或改用CSV",
      "the workbook holds too much text; split it or send CSV");
  private static final long LONGEST = 512L << 20;
  /** All texts of a workbook are held in memory while it is read. */
  private static final long MOST_TEXT = 64L << 20;
  private static final long MOST_STYLES = 4L << 20;

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    Path file = Files.createTempFile("yilu-", ".xlsx");
    try {
      long size = Files.copy(new Limited(in, LONGEST), file, StandardCopyOption.REPLACE_EXISTING);
      if (size >= LONGEST) {
        throw new Unreadable(NOT_EXCEL);
      }
      read(file, reading);
    } finally {
      Files.delete(file);
    }
  }

  private void read(Path file, Reading reading) throws IOException {
    if (isOld(file)) {
      old(file, reading);
    } else {
      zipped(file, reading);
    }
  }

  private static boolean isOld(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0xd0;
    }
  }

  /** The binary form of Excel 97 to 2003; its library throws all kinds of things at broken files. */
  private void old(Path file, Reading reading) {
    XlsSheet rows = new XlsSheet(this, new TableRows(heading, reading));
    try (POIFSFileSystem workbook = new POIFSFileSystem(file.toFile(), true)) {
      HSSFRequest request = new HSSFRequest();
      request.addListenerForAllRecords(rows);
      new HSSFEventFactory().abortableProcessWorkbookEvents(request, workbook);
    } catch (IOException | HSSFUserException e) {
      throw new Unreadable(NOT_EXCEL);
    } catch (RuntimeException e) {
      throw rows.isOwn(e) ? e : new Unreadable(NOT_EXCEL);
    }
    if (!rows.found()) {
      throw new Unreadable(NO_SHEET);
    }
  }

  /** Whether the sheet of this name and number is the one to read. */
  boolean takes(String name, int number) {
    return sheet.map(wanted -> wanted.equals(name) || wanted.equals(String.valueOf(number))).orElse(number == 1);
  }

  private void zipped(Path file, Reading reading) {
    try (OPCPackage workbook = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      XSSFReader reader = new XSSFReader(workbook);
      if (larger(workbook, XSSFRelation.SHARED_STRINGS, MOST_TEXT)
          || larger(workbook, XSSFRelation.STYLES, MOST_STYLES)) {
        throw new Unreadable(TOO_BIG);
      }
      ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(workbook, false);
      ExcelStyles styles = ExcelStyles.of(reader, ExcelSheet.XML);
      XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
      for (int number = 1; sheets.hasNext(); number++) {
        try (InputStream in = sheets.next()) {
          if (takes(sheets.getSheetName(), number)) {
            new ExcelSheet(strings, styles, new TableRows(heading, reading)).read(in);
            return;
          }
        }
      }
      throw new Unreadable(NO_SHEET);
    } catch (OpenXML4JException | OpenXML4JRuntimeException | POIXMLException | UnsupportedFileFormatException
        | SAXException | IOException e) {
      throw new Unreadable(NOT_EXCEL);
    }
  }

  private static boolean larger(OPCPackage workbook, XSSFRelation kind, long most) {
    return workbook.getPartsByContentType(kind.getContentType()).stream().anyMatch(part -> part.getSize() > most);
  }

  /** A stream that ends early rather than fill the disk. */
  private static final class Limited extends java.io.FilterInputStream {
    private long left;

    Limited(InputStream in, long limit) {
      super(in);
      left = limit;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? super.read() : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int read = super.read(into, from, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }
  }
}
