package cn.yilu.mappings;

import java.io.IOException;
import java.io.Reader;
import java.util.Set;

/**
 * XML of programs that put it together as text: an ampersand that begins nothing becomes one that is meant, characters that
 * XML has not become marks of lost ones, and blanks before the document are passed over. What is XML already stays the same.
 */
final class MendedXml extends Reader {
  private static final String LITERAL = "<![CDATA[";
  private static final Set<String> ENTITIES = Set.of("lt", "gt", "amp", "quot", "apos");
  private static final String MEANT = "amp;";
  private static final int LONGEST_REFERENCE = 10;

  private final Reader in;
  private final char[] chars = new char[8192];
  private int at;
  private int limit;
  private boolean ended;
  private boolean begun;
  /** How many characters of the mark that begins literal text have been seen; all of them inside it. */
  private int opening;
  /** How many brackets of the mark that ends literal text have been seen. */
  private int closing;
  /** How many characters of what is put behind an ampersand are still to come. */
  private int toCome;

  MendedXml(Reader in) {
    this.in = in;
  }

  @Override
  public int read(char[] into, int from, int length) throws IOException {
    int place = from;
    while (place < from + length) {
      if (toCome > 0) {
        into[place++] = MEANT.charAt(MEANT.length() - toCome--);
      } else if (at < limit || (place == from && more())) {
        char c = chars[at];
        if (!begun && Cell.blank(c)) {
          at++;
        } else {
          begun = true;
          into[place++] = c == '&' && opening < LITERAL.length() ? reference() : plain(c);
        }
      } else {
        break;
      }
    }
    return place == from && length > 0 ? -1 : place - from;
  }

  /** Moves what is left to the front and reads more behind it; false at the end. */
  private boolean more() throws IOException {
    if (ended) {
      return false;
    }
    System.arraycopy(chars, at, chars, 0, limit - at);
    limit -= at;
    at = 0;
    int read = in.read(chars, limit, chars.length - limit);
    ended = read < 0;
    limit += Math.max(read, 0);
    return !ended;
  }

  private char plain(char c) {
    at++;
    if (opening == LITERAL.length()) {
      closing = c == ']' ? Math.min(closing + 1, 2) : c == '>' && closing == 2 ? 3 : 0;
      opening = closing == 3 ? 0 : opening;
      closing = closing == 3 ? 0 : closing;
    } else {
      opening = c == LITERAL.charAt(opening) ? opening + 1 : c == '<' ? 1 : 0;
    }
    return allowed(c) ? c : Gb18030.NONE;
  }

  private char reference() throws IOException {
    opening = 0;
    while (limit - at < LONGEST_REFERENCE + 2 && more()) {
      // A reference may lie across two pieces of what comes in.
    }
    int end = at + 1;
    while (end < limit && end <= at + LONGEST_REFERENCE
        && (chars[end] == '#' || Character.isLetterOrDigit(chars[end]))) {
      end++;
    }
    String word = end < limit && chars[end] == ';' ? new String(chars, at + 1, end - at - 1) : "";
    if (word.startsWith("#") && !allowed(number(word))) {
      at = end + 1;
      return Gb18030.NONE;
    }
    at++;
    toCome = word.startsWith("#") || ENTITIES.contains(word) ? 0 : MEANT.length();
    return '&';
  }

  private static int number(String word) {
    try {
      int number = word.startsWith("#x")
          ? Integer.parseInt(word.substring(2), 16)
          : Integer.parseInt(word.substring(1));
      return number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE ? -1 : number;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean allowed(int c) {
    return c < ' '
        ? c == '\t' || c == '\n' || c == '\r'
        : c != 0xfffe && c != 0xffff && c <= Character.MAX_CODE_POINT;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
