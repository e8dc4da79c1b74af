package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;

/** Which styles of an {@code .xlsx} workbook show a number as a day, and from when its days are counted. */
record ExcelStyles(BitSet days, boolean from1904) {

  static ExcelStyles of(XSSFReader workbook, XMLInputFactory xml) throws IOException, InvalidFormatException {
    BitSet days = new BitSet();
    StylesTable styles = workbook.getStylesTable();
    for (int i = 0; styles != null && i < styles.getNumCellStyles(); i++) {
      XSSFCellStyle style = styles.getStyleAt(i);
      days.set(i, DateUtil.isADateFormat(style.getDataFormat(), style.getDataFormatString()));
    }
    return new ExcelStyles(days, from1904(workbook, xml));
  }

  private static boolean from1904(XSSFReader workbook, XMLInputFactory xml) throws IOException, InvalidFormatException {
    try (InputStream in = workbook.getWorkbookData()) {
      XMLStreamReader at = xml.createXMLStreamReader(in);
      while (at.hasNext()) {
        if (XmlFormat.next(at) == XMLStreamConstants.START_ELEMENT && at.getLocalName().equals("workbookPr")) {
          String stated = at.getAttributeValue(null, "date1904");
          return "1".equals(stated) || "true".equals(stated);
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** Whether a cell of this style, given as the cell gives it, is a day. */
  boolean isDay(String style) {
    try {
      return days.get(Integer.parseUnsignedInt(style));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
  }
}
