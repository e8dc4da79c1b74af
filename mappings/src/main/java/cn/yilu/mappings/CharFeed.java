package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes a stream into characters, chunk by chunk. GB18030 goes by table, because it is what most sources send. */
final class CharFeed {
  private static final int MOST = 64 * 1024;

  private final InputStream in;
  private final byte[] bytes;
  private final CharsetGuess guess;
  private final boolean byTable;
  private final boolean plain;
  private final CharsetDecoder decoder;
  private int at;
  private int limit;
  private boolean ended;
  private boolean damaged;

  CharFeed(InputStream in, Optional<Charset> declared) throws IOException {
    this(in, declared, false);
  }

  /**
   * Begins to decode.
   *
   * @param small whether most contents are small and come at once, so that a buffer of their size is enough
   */
  CharFeed(InputStream in, Optional<Charset> declared, boolean small) throws IOException {
    this.in = in;
    bytes = new byte[small ? Math.clamp(in.available() + 1L, 256, MOST) : MOST];
    limit = Math.max(in.readNBytes(bytes, 0, bytes.length), 0);
    ended = limit < bytes.length;
    guess = CharsetGuess.of(bytes, limit, declared);
    at = guess.skip();
    byTable = guess.charset().equals(Gb18030.CHARSET);
    plain = guess.charset().equals(StandardCharsets.UTF_8);
    decoder = guess.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  CharsetGuess guess() {
    return guess;
  }

  /** How many bytes are decoded at a time. */
  int size() {
    return bytes.length;
  }

  /** Whether bytes had to be replaced. */
  boolean damaged() {
    return damaged;
  }

  /** Decodes into the characters from a place on; how many, or -1 at the end. There must be room for two. */
  int fill(char[] chars, int from) throws IOException {
    while (at < limit || !ended) {
      int made = byTable ? table(chars, from) : plain ? utf8(chars, from) : decoded(chars, from);
      if (made > 0) {
        return made;
      }
      if (!ended) {
        more();
      } else if (at < limit) {
        return rest(chars, from);
      }
    }
    return -1;
  }

  private int rest(char[] chars, int from) {
    at = limit;
    damaged = true;
    chars[from] = Gb18030.NONE;
    return 1;
  }

  private void more() throws IOException {
    System.arraycopy(bytes, at, bytes, 0, limit - at);
    limit -= at;
    at = 0;
    int read = in.readNBytes(bytes, limit, bytes.length - limit);
    limit += read;
    ended = limit < bytes.length;
  }

  private int table(char[] chars, int from) {
    int place = from;
    int i = at;
    int stop = chars.length - 1;
    while (i < limit && place < stop) {
      byte b = bytes[i];
      if (b >= 0) {
        chars[place++] = (char) b;
        i++;
      } else if (i + 1 >= limit) {
        break;
      } else if ((bytes[i + 1] & 0xff) >= 0x40) {
        char c = Gb18030.pair(b, bytes[i + 1]);
        damaged |= c == Gb18030.NONE;
        chars[place++] = c;
        i += 2;
      } else if (i + 3 >= limit && !ended) {
        break;
      } else if (i + 3 < limit) {
        place += Gb18030.four(bytes, i, chars, place);
        i += 4;
      } else {
        damaged = true;
        chars[place++] = Gb18030.NONE;
        i++;
      }
    }
    at = i;
    return place - from;
  }

  /** UTF-8 of one to three bytes as most of it is; the decoder does the rest. */
  private int utf8(char[] chars, int from) {
    int place = from;
    int i = at;
    while (i < limit && place < chars.length) {
      int b = bytes[i];
      if (b >= 0) {
        chars[place++] = (char) b;
        i++;
      } else if ((b & 0xf0) == 0xe0 && i + 2 < limit && follows(i + 1) && follows(i + 2)) {
        char c = (char) (((b & 0x0f) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f));
        if (c < 0x800 || Character.isSurrogate(c)) {
          break;
        }
        chars[place++] = c;
        i += 3;
      } else {
        break;
      }
    }
    at = i;
    return place > from ? place - from : decoded(chars, from);
  }

  private boolean follows(int place) {
    return (bytes[place] & 0xc0) == 0x80;
  }

  private int decoded(char[] chars, int from) {
    ByteBuffer source = ByteBuffer.wrap(bytes, at, limit - at);
    CharBuffer into = CharBuffer.wrap(chars, from, chars.length - from);
    CoderResult result = decoder.decode(source, into, ended);
    while (result.isError() && into.remaining() > 1) {
      damaged = true;
      source.position(source.position() + result.length());
      into.put(Gb18030.NONE);
      result = decoder.decode(source, into, ended);
    }
    at = source.position();
    return into.position() - from;
  }
}
