package cn.yilu.mappings;

import cn.yilu.mappings.rule.ElementTooLong;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.model.SharedStrings;
import org.jspecify.annotations.Nullable;

/** The rows of one sheet. */
final class ExcelSheet {
  private static final int MOST_COLUMNS = 4096;
  private static final int LONGEST_CELL = 1 << 20;
  static final XMLInputFactory XML = factory();

  private final SharedStrings strings;
  private final ExcelStyles styles;
  private final TableRows table;
  private final List<String> cells = new ArrayList<>();
  private int rowNumber;

  ExcelSheet(SharedStrings strings, ExcelStyles styles, TableRows table) {
    this.strings = strings;
    this.styles = styles;
    this.table = table;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  void read(InputStream in) throws IOException {
    try {
      XMLStreamReader xml;
      synchronized (XML) {
        xml = XML.createXMLStreamReader(in);
      }
      while (xml.hasNext()) {
        if (XmlFormat.next(xml) == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
          row(xml);
        }
      }
      table.end();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void row(XMLStreamReader xml) throws XMLStreamException {
    String number = xml.getAttributeValue(null, "r");
    rowNumber = number == null ? rowNumber + 1 : whole(number);
    cells.clear();
    while (XmlFormat.next(xml) != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("row")) {
      if (xml.isStartElement() && xml.getLocalName().equals("c")) {
        cell(xml);
      }
    }
    table.row(rowNumber, cells);
  }

  private void cell(XMLStreamReader xml) throws XMLStreamException {
    String reference = xml.getAttributeValue(null, "r");
    String type = xml.getAttributeValue(null, "t");
    String style = xml.getAttributeValue(null, "s");
    int column = reference == null ? cells.size() : column(reference);
    String text = cellText(xml);
    if (column < 0 || column >= MOST_COLUMNS) {
      return;
    }
    while (cells.size() <= column) {
      cells.add("");
    }
    cells.set(column, value(type == null ? "n" : type, style, text));
  }

  private static int column(String reference) {
    try {
      return new CellReference(reference).getCol();
    } catch (IllegalArgumentException e) {
      throw new Unreadable(ExcelFormat.NOT_EXCEL);
    }
  }

  private static String cellText(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    while (XmlFormat.next(xml) != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("c")) {
      if (xml.isStartElement() || xml.isEndElement()) {
        String name = xml.getLocalName();
        inside = xml.isStartElement() && (name.equals("v") || name.equals("t"));
      } else if (inside && xml.isCharacters()) {
        text.append(xml.getText());
        if (text.length() > LONGEST_CELL) {
          throw new Unreadable(ElementTooLong.RULE.mend());
        }
      }
    }
    return text.toString();
  }

  private String value(String type, @Nullable String style, String text) {
    return switch (type) {
      case "s" -> shared(whole(text.strip()));
      case "n" -> style != null && styles.isDay(style)
          ? ExcelDays.plain(text, styles.from1904())
          : ExcelNumber.plain(text);
      default -> text;
    };
  }

  private String shared(int index) {
    return index < 0 || index >= strings.getUniqueCount() ? "" : strings.getItemAt(index).getString();
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
