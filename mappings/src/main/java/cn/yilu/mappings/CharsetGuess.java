package cn.yilu.mappings;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The charset that content really has: a byte order mark decides, then whether it is well-formed UTF-8, then what was
 * declared.
 *
 * @param skip bytes of a byte order mark
 * @param differs whether it is not as declared
 */
record CharsetGuess(Charset charset, int skip, boolean differs) {

  /** Judges by the first bytes of the content. */
  static CharsetGuess of(byte[] head, int length, Optional<Charset> label) {
    Optional<Charset> declared = label.map(CharsetGuess::widened);
    if (length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf) {
      return of(StandardCharsets.UTF_8, 3, declared);
    }
    if (length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
      return of(StandardCharsets.UTF_16LE, 2, declared);
    }
    if (length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
      return of(StandardCharsets.UTF_16BE, 2, declared);
    }
    int wide = utf8(head, length);
    if (wide == 0) {
      return new CharsetGuess(declared.orElse(StandardCharsets.UTF_8), 0, false);
    }
    if (wide > 0) {
      return of(StandardCharsets.UTF_8, 0, declared);
    }
    boolean claimsOther = declared.isEmpty() || declared.get().equals(StandardCharsets.UTF_8)
        || declared.get().equals(StandardCharsets.US_ASCII) || declared.get().equals(StandardCharsets.ISO_8859_1);
    return claimsOther ? of(Gb18030.CHARSET, 0, declared) : new CharsetGuess(declared.get(), 0, false);
  }

  /** GB18030 holds everything that GBK and GB2312 do, and is what they mean today. */
  private static Charset widened(Charset charset) {
    return charset.name().equals("GBK") || charset.name().equals("GB2312") ? Gb18030.CHARSET : charset;
  }

  private static CharsetGuess of(Charset charset, int skip, Optional<Charset> declared) {
    return new CharsetGuess(charset, skip, declared.isPresent() && !declared.get().equals(charset));
  }

  /** How many characters of three and more bytes, 0 when all is ASCII, -1 when it is not well-formed UTF-8. */
  private static int utf8(byte[] bytes, int length) {
    int wide = 0;
    int i = 0;
    while (i < length) {
      byte b = bytes[i];
      if (b >= 0) {
        i++;
        continue;
      }
      int more = (b & 0xe0) == 0xc0 ? 1 : (b & 0xf0) == 0xe0 ? 2 : (b & 0xf8) == 0xf0 ? 3 : -1;
      if (more < 0 || b == (byte) 0xc0 || b == (byte) 0xc1) {
        return -1;
      }
      for (int k = 1; k <= more && i + k < length; k++) {
        if ((bytes[i + k] & 0xc0) != 0x80) {
          return -1;
        }
      }
      wide += more > 0 ? 1 : 0;
      i += more + 1;
    }
    return wide;
  }
}
