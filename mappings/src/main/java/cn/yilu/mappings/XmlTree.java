package cn.yilu.mappings;

import cn.yilu.mappings.rule.ElementTooLong;
import cn.yilu.schemas.Text;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One record element as a tree, for columns that are XPath. Names lose their namespace, so that a path is written as people
 * read the document.
 */
final class XmlTree {
  private static final int LONGEST = 8 << 20;
  private static final int DEEPEST = 60;
  private static final int LONGEST_PATH = 200;

  private final Reading reading;
  private final List<XPathExpression> columns = new ArrayList<>();
  private final Document document;
  private int size;

  XmlTree(Reading reading) {
    this.reading = reading;
    try {
      document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
      XPath xpath = xpath();
      for (String name : reading.columns().names()) {
        columns.add(xpath.compile(name));
      }
    } catch (ParserConfigurationException | XPathExpressionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static XPath xpath() {
    return XPathFactory.newDefaultInstance().newXPath();
  }

  /** What is wrong with an XPath; empty when nothing is. */
  static String fault(String expression) {
    try {
      xpath().compile(expression);
      return "";
    } catch (XPathExpressionException e) {
      String message = e.getMessage();
      return message == null ? "malformed" : message.replaceFirst("^[\\w.]+Exception: ", "");
    }
  }

  /** Reads the element the cursor is at, to its end, as a row. */
  void read(XMLStreamReader xml) throws XMLStreamException {
    size = 0;
    Element record = element(xml, 0);
    Row row = reading.row();
    row.begin(record);
    row.cameAs(text(record));
    document.appendChild(record);
    Set<Node> used = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < columns.size(); i++) {
      row.put(i, value(columns.get(i), record, used));
    }
    unmapped(record, "", used);
    document.removeChild(record);
    reading.use();
  }

  private static String value(XPathExpression path, Element record, Set<Node> used) {
    try {
      XPathEvaluationResult<?> found = path.evaluateExpression(record);
      if (found.value() instanceof XPathNodes nodes) {
        String first = "";
        for (Node node : nodes) {
          used.add(node);
          first = first.isEmpty() ? node.getTextContent().strip() : first;
        }
        return first;
      }
      return String.valueOf(found.value());
    } catch (XPathExpressionException e) {
      return "";
    }
  }

  private Element element(XMLStreamReader xml, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw new Unreadable(new Text("XML嵌套过深", "the XML is nested too deeply"));
    }
    Element element = document.createElement(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      element.setAttribute(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
      grow(xml.getAttributeValue(i).length() + 20);
    }
    for (int event = XmlFormat.next(xml); event != XMLStreamConstants.END_ELEMENT; event = XmlFormat.next(xml)) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        grow(40);
        element.appendChild(element(xml, depth + 1));
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        grow(xml.getTextLength());
        element.appendChild(document.createTextNode(xml.getText()));
      }
    }
    return element;
  }

  private void grow(int more) {
    size += more;
    if (size > LONGEST) {
      throw new Unreadable(ElementTooLong.RULE.mend());
    }
  }

  /** Names every attribute and text that no column led to. */
  private void unmapped(Element element, String path, Set<Node> used) {
    if (used.contains(element) || path.length() > LONGEST_PATH) {
      return;
    }
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      if (!used.contains(attribute)) {
        reading.unmapped(path + "@" + attribute.getNodeName());
      }
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inside) {
        unmapped(inside, path + inside.getTagName() + "/", used);
      } else if (!child.getTextContent().isBlank() && !used.contains(child) && !path.isEmpty()) {
        reading.unmapped(path.substring(0, path.length() - 1));
      }
    }
  }

  private static String text(Element record) {
    StringWriter out = new StringWriter();
    write(record, out);
    return out.toString();
  }

  private static void write(Node node, StringWriter out) {
    if (node instanceof Element element) {
      out.append('<').append(element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        out.append(' ').append(attribute.getNodeName()).append("=\"").append(attribute.getNodeValue()).append('"');
      }
      out.append('>');
      for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
        write(child, out);
      }
      out.append("</").append(element.getTagName()).append('>');
    } else {
      out.append(node.getTextContent());
    }
  }
}
