package cn.yilu.catalogue.duplicate;

import com.hankcs.hanlp.dictionary.other.CharTable;
import java.text.Normalizer;
import java.util.Locale;

/** Texts as they are compared: simplified, half-width, in lower case, without blanks and dots. */
final class Folded {
  private static final String DOTS = "·•．・‧∙⋅●.";

  private Folded() {}

  static String of(String text) {
    String plain = plain(text) ? text : CharTable.convert(composed(text));
    StringBuilder kept = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && DOTS.indexOf(c) < 0) {
        kept.append(c);
      }
    }
    return kept.toString().toLowerCase(Locale.ROOT);
  }

  private static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFKC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
