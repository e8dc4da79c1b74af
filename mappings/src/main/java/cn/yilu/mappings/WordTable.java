package cn.yilu.mappings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a word stands for without making a String of it; small and capital letters are the same. */
final class WordTable {
  private final @Nullable String[] words;
  private final byte[][] bytes;
  private final int mask;

  /** A table of words and the codes they stand for; an empty code is that of words known to stand for none. */
  WordTable(Map<String, String> codes) {
    int size = Integer.highestOneBit(codes.size() * 4 + 4);
    words = new String[size];
    bytes = new byte[size][];
    mask = size - 1;
    codes.forEach((word, code) -> add(word.toLowerCase(Locale.ROOT), code));
  }

  private void add(String word, String code) {
    int at = hash(word.toCharArray(), 0, word.length()) & mask;
    while (words[at] != null) {
      at = (at + 1) & mask;
    }
    AvroBytes written = new AvroBytes();
    if (!code.isEmpty()) {
      written.text(code.toCharArray(), 0, code.length());
    }
    words[at] = word;
    bytes[at] = written.written();
  }

  /** The code's value as Avro writes it, or null for an unknown word. */
  byte @Nullable [] find(char[] chars, int from, int to) {
    int at = hash(chars, from, to) & mask;
    for (String word = words[at]; word != null; word = words[at]) {
      if (same(word, chars, from, to)) {
        return bytes[at];
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  /**
   * Whether a text that is no word of the table says more or less than one that stands for this code: one is part of the
   * other. Digits and single letters are part of too much.
   */
  boolean akin(byte[] code, String text) {
    String small = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word != null && Arrays.equals(bytes[i], code) && tells(word) && tells(small)
          && (small.contains(word) || word.contains(small))) {
        return true;
      }
    }
    return false;
  }

  private static boolean tells(String word) {
    return word.chars().anyMatch(c -> c >= 0x2e80) || word.chars().filter(Character::isLetter).count() > 2;
  }

  /** Whether it is the code of words that stand for none. */
  static boolean isNone(byte[] code) {
    return code.length == 0;
  }

  private static int hash(char[] chars, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + small(chars[i]);
    }
    return hash ^ (hash >>> 7);
  }

  private static boolean same(String word, char[] chars, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != small(chars[from + i])) {
        return false;
      }
    }
    return true;
  }

  private static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
