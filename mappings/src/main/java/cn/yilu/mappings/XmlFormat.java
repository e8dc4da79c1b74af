package cn.yilu.mappings;

import cn.yilu.mappings.rule.CharsetDiffers;
import cn.yilu.schemas.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.yaml.snakeyaml.nodes.Node;

/**
 * XML in which every element of one name is a record and its children are the columns. Document types and external
 * entities are refused.
 *
 * @param record local name of the element that is one record
 * @param unwrap local name of the element whose text is the document, when it comes as XML in a string
 * @param xpath whether any column is an XPath rather than a plain path
 */
record XmlFormat(String record, Optional<String> unwrap, boolean xpath) implements Format {
  static final Text NOT_XML = new Text("不是有效的XML,或内容不完整", "not XML, or it breaks off");
  private static final Text NO_DOCUMENT = new Text("答复中没有映射文件所指的元素(unwrap),可能是错误答复",
      "the answer lacks the element that the mapping unwraps; perhaps it tells of an error");
  private static final Text DOCTYPE = new Text("含有DOCTYPE的XML一律拒收", "XML with a document type is refused");
  private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
  private static final Pattern PATH = Pattern.compile("[\\[(]|//|::|\\.\\.");
  private static final int HEAD = 8192;
  private static final XMLInputFactory XML = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // Without document types only &lt; and the like are entities; a long document in a string is full of them.
    factory.setProperty("jdk.xml.entityExpansionLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    return factory;
  }

  @Override
  public boolean fits(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      if (head[i] > ' ') {
        return head[i] == '<';
      }
    }
    return false;
  }

  @Override
  public Format placed(Columns columns, Faults faults, Node root) {
    boolean any = columns.names().stream().anyMatch(name -> PATH.matcher(name).find());
    for (String name : any ? columns.names() : List.<String>of()) {
      String fault = XmlTree.fault(name);
      if (!fault.isEmpty()) {
        faults.add(Section.find(root, name),
            new Text("“" + name + "”不是有效的XPath:" + fault, "'" + name + "' is no XPath: " + fault));
      }
    }
    return new XmlFormat(record, unwrap, any);
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    try {
      XMLStreamReader outer = open(in, reading);
      if (unwrap.isEmpty()) {
        records(outer, reading);
      } else {
        unwrap(outer, unwrap.get(), reading);
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException dead && !(dead instanceof CharConversionException)) {
        throw dead;
      }
      throw new Unreadable(broken(e));
    }
  }

  private static Text broken(XMLStreamException e) {
    Location place = e.getLocation();
    return place == null || place.getLineNumber() < 0
        ? NOT_XML
        : new Text("不是有效的XML,或内容不完整(第" + place.getLineNumber() + "行第" + place.getColumnNumber() + "列)",
            "not XML, or it breaks off, in line " + place.getLineNumber() + ", column " + place.getColumnNumber());
  }

  private static XMLStreamReader open(InputStream in, Reading reading) throws XMLStreamException, IOException {
    in.mark(HEAD + 1);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    CharsetGuess guess = CharsetGuess.of(head, head.length, declared(head).or(reading.delivery()::charset));
    if (guess.differs()) {
      reading.note(CharsetDiffers.RULE, "", guess.charset().name());
    }
    in.skipNBytes(guess.skip());
    return open(new InputStreamReader(in, guess.charset()));
  }

  private static Optional<Charset> declared(byte[] head) {
    Matcher encoding = ENCODING.matcher(new String(head, 0, Math.min(head.length, 200), StandardCharsets.ISO_8859_1));
    try {
      return encoding.find() ? Optional.of(Charset.forName(encoding.group(1))) : Optional.empty();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static XMLStreamReader open(Reader in) throws XMLStreamException {
    synchronized (XML) {
      return XML.createXMLStreamReader(new MendedXml(in));
    }
  }

  private void unwrap(XMLStreamReader outer, String element, Reading reading) throws XMLStreamException {
    boolean found = false;
    while (outer.hasNext()) {
      int event = next(outer);
      if (event == XMLStreamConstants.START_ELEMENT && outer.getLocalName().equals(element)) {
        found = true;
        inner(new ElementText(outer), reading);
      }
    }
    if (!found) {
      throw new Unreadable(NO_DOCUMENT);
    }
  }

  private void inner(ElementText text, Reading reading) throws XMLStreamException {
    if (text.isBlank()) {
      return;
    }
    XMLStreamReader inner = open(text);
    records(inner, reading);
    text.finish();
  }

  private void records(XMLStreamReader xml, Reading reading) throws XMLStreamException {
    XmlRecord columns = new XmlRecord(reading);
    Optional<XmlTree> tree = xpath ? Optional.of(new XmlTree(reading)) : Optional.empty();
    while (xml.hasNext()) {
      if (next(xml) == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(record)) {
        if (tree.isPresent()) {
          tree.get().read(xml);
        } else {
          columns.read(xml);
        }
      }
    }
  }

  static int next(XMLStreamReader xml) throws XMLStreamException {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new Unreadable(DOCTYPE);
    }
    return event;
  }
}
