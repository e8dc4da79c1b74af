package cn.yilu.mappings;

import cn.yilu.mappings.rule.ElementTooLong;
import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One record element: its children by name, nested ones with a slash between, attributes with an at sign before. */
final class XmlRecord {
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 20;

  private final Reading reading;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int size;

  XmlRecord(Reading reading) {
    this.reading = reading;
  }

  /** Reads the element the cursor is at, to its end. */
  void read(XMLStreamReader xml) throws XMLStreamException {
    values.clear();
    size = 0;
    element(xml, "", 0);
    Row row = reading.row();
    row.begin(values);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      int place = reading.columns().find(entry.getKey());
      if (place >= 0) {
        row.put(place, entry.getValue());
      } else if (!entry.getValue().isBlank()) {
        reading.unmapped(entry.getKey());
      }
    }
    reading.use();
  }

  private void element(XMLStreamReader xml, String path, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new Unreadable(new Text("XML嵌套过深", "the XML is nested too deeply"));
    }
    String prefix = path.isEmpty() ? "" : path + "/";
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      put(prefix + "@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    StringBuilder text = new StringBuilder();
    boolean leaf = true;
    for (int event = XmlFormat.next(xml); event != XMLStreamConstants.END_ELEMENT; event = XmlFormat.next(xml)) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        leaf = false;
        element(xml, prefix + xml.getLocalName(), depth + 1);
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        limit(text.length());
      }
    }
    if (leaf && !path.isEmpty()) {
      put(path, text.toString());
    }
  }

  private void put(String name, String value) {
    size += name.length() + value.length();
    limit(size);
    values.putIfAbsent(name, value);
  }

  private static void limit(int length) {
    if (length > LONGEST) {
      throw new Unreadable(ElementTooLong.RULE.mend());
    }
  }
}
