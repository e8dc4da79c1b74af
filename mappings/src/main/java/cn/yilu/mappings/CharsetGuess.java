package cn.yilu.mappings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The charset that content really has: a byte order mark decides, then whether every other byte of it is empty, then
 * whether it is UTF-8 (a few damaged characters make it no other charset), then what was declared.
 *
 * @param skip bytes of a byte order mark
 * @param differs whether it is not as declared
 * @param damaged whether some of its characters are, so that it has to be decoded with patience
 */
record CharsetGuess(Charset charset, int skip, boolean differs, boolean damaged) {
  /** Text of GB18030 that is read as UTF-8 has far more damaged characters than whole ones of three bytes. */
  private static final int WHOLE_TO_DAMAGED = 4;
  /** One in so many characters, at least, is of ASCII: separators, digits, marks. */
  private static final int PLAIN = 32;

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
    Utf8 utf8 = Utf8.count(head, length);
    if (halfEmpty(utf8.emptyOdd(), utf8.emptyEven(), length)) {
      return of(StandardCharsets.UTF_16LE, 0, declared);
    }
    if (halfEmpty(utf8.emptyEven(), utf8.emptyOdd(), length)) {
      return of(StandardCharsets.UTF_16BE, 0, declared);
    }
    if (utf8.wide() == 0 && utf8.damaged() == 0) {
      return new CharsetGuess(declared.orElse(StandardCharsets.UTF_8), 0, false, false);
    }
    boolean claimsOther = declared.isEmpty() || declared.get().equals(StandardCharsets.UTF_8)
        || declared.get().equals(StandardCharsets.US_ASCII) || declared.get().equals(StandardCharsets.ISO_8859_1);
    // A few characters of GB18030, 女 among them, look like one of two bytes in UTF-8, where Chinese has three.
    boolean isUtf8 = utf8.damaged() == 0 && (utf8.three() > 0 || claimsOther);
    if (isUtf8 || utf8.three() > utf8.damaged() * WHOLE_TO_DAMAGED) {
      return new CharsetGuess(StandardCharsets.UTF_8, 0, declared.isPresent()
          && !declared.get().equals(StandardCharsets.UTF_8), utf8.damaged() > 0);
    }
    return claimsOther ? of(Gb18030.CHARSET, 0, declared) : new CharsetGuess(declared.get(), 0, false, false);
  }

  /** GB18030 holds everything that GBK and GB2312 do, and is what they mean today. */
  private static Charset widened(Charset charset) {
    return charset.name().equals("GBK") || charset.name().equals("GB2312") ? Gb18030.CHARSET : charset;
  }

  private static CharsetGuess of(Charset charset, int skip, Optional<Charset> declared) {
    return new CharsetGuess(charset, skip, declared.isPresent() && !declared.get().equals(charset), false);
  }

  /** Whether the bytes at even or odd places are often nought and the others never: UTF-16 without a mark. */
  private static boolean halfEmpty(int here, int there, int length) {
    return here > 1 && there == 0 && here * 2 * PLAIN > length;
  }

  /**
   * What bytes are as UTF-8.
   *
   * @param wide how many characters are of two and more bytes
   * @param three how many of them are of three and more
   * @param damaged how many sequences are no characters
   * @param emptyEven how many bytes at even places are nought
   * @param emptyOdd how many at odd ones
   */
  private record Utf8(int wide, int three, int damaged, int emptyEven, int emptyOdd) {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOWEST = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;

    static Utf8 count(byte[] bytes, int length) {
      int wide = 0;
      int three = 0;
      int damaged = 0;
      int emptyEven = 0;
      int emptyOdd = 0;
      int end;
      for (int i = 0; i < length; i = end) {
        byte first = bytes[i];
        end = i + 1;
        if (first > 0) {
          end = plain(bytes, end, length);
          continue;
        }
        if (first == 0) {
          emptyEven += ~i & 1;
          emptyOdd += i & 1;
          continue;
        }
        int size = size(first);
        while (end < length && end < i + size && (bytes[end] & 0xc0) == 0x80) {
          end++;
        }
        boolean whole = size > 0 && (end == i + size || end == length);
        damaged += whole ? 0 : 1;
        wide += whole && size > 1 ? 1 : 0;
        three += whole && size > 2 ? 1 : 0;
      }
      return new Utf8(wide, three, damaged, emptyEven, emptyOdd);
    }

    /** Goes on over bytes of ASCII, eight at a time, as most content has little else. */
    private static int plain(byte[] bytes, int from, int length) {
      int at = from;
      while (at + Long.BYTES <= length) {
        long eight = (long) EIGHT.get(bytes, at);
        if (((eight | ((eight - LOWEST) & ~eight)) & HIGHEST) != 0) {
          return at;
        }
        at += Long.BYTES;
      }
      return at;
    }

    /** Of how many bytes a wide character of UTF-8 is that begins with this one; 0 when none does. */
    private static int size(byte first) {
      return (first & 0xe0) == 0xc0 && first != (byte) 0xc0 && first != (byte) 0xc1
          ? 2
          : (first & 0xf0) == 0xe0 ? 3 : (first & 0xf8) == 0xf0 ? 4 : 0;
    }
  }
}
