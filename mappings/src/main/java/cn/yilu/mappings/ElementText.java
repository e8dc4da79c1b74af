package cn.yilu.mappings;

import java.io.Reader;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The text of an element as a stream, so that a document inside a document is never held as a whole. */
final class ElementText extends Reader {
  private final XMLStreamReader xml;
  private char[] chars = {};
  private int at;
  private int limit;
  private boolean ended;

  ElementText(XMLStreamReader xml) {
    this.xml = xml;
  }

  /** Whether nothing but blanks is left; passes over them, because a document may not begin with any. */
  boolean isBlank() {
    while (available()) {
      while (at < limit) {
        if (!Cell.blank(chars[at])) {
          return false;
        }
        at++;
      }
    }
    return true;
  }

  /** Goes on to the end of the element. */
  void finish() {
    while (available()) {
      at = limit;
    }
  }

  @Override
  public int read(char[] into, int from, int length) {
    if (!available()) {
      return -1;
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(chars, at, into, from, count);
    at += count;
    return count;
  }

  private boolean available() {
    while (at == limit && !ended) {
      more();
    }
    return at < limit;
  }

  private void more() {
    try {
      int event = XmlFormat.next(xml);
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        chars = xml.getTextCharacters();
        at = xml.getTextStart();
        limit = at + xml.getTextLength();
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        ended = true;
      }
    } catch (XMLStreamException e) {
      throw new Unreadable(XmlFormat.NOT_XML);
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
