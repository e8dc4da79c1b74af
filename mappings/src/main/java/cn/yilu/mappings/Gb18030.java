package cn.yilu.mappings;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** All two-byte characters of GB18030 (which holds those of GBK) in one table, and the rare four-byte ones. */
final class Gb18030 {
  static final Charset CHARSET = Charset.forName("GB18030");
  static final char NONE = '\ufffd';
  private static final char[] PAIRS = pairs();

  private Gb18030() {}

  private static char[] pairs() {
    CharsetDecoder decoder = CHARSET.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    char[] pairs = new char[128 << 8];
    byte[] pair = new byte[2];
    CharBuffer out = CharBuffer.allocate(4);
    for (int first = 0; first < 128; first++) {
      for (int second = 0; second < 256; second++) {
        pair[0] = (byte) (first | 0x80);
        pair[1] = (byte) second;
        out.clear();
        decoder.reset().decode(ByteBuffer.wrap(pair), out, true);
        pairs[(first << 8) | second] = out.position() == 1 ? out.get(0) : NONE;
      }
    }
    return pairs;
  }

  /** The character of two bytes, of which the first is negative. */
  static char pair(byte first, byte second) {
    return PAIRS[((first & 0x7f) << 8) | (second & 0xff)];
  }

  /** Decodes four bytes into one or two characters; how many were written. */
  static int four(byte[] bytes, int at, char[] into, int place) {
    String text = new String(bytes, at, 4, CHARSET);
    if (text.length() > 2 || text.isEmpty()) {
      into[place] = NONE;
      return 1;
    }
    text.getChars(0, text.length(), into, place);
    return text.length();
  }
}
