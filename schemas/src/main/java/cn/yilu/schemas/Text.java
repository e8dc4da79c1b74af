package cn.yilu.schemas;

import java.util.Locale;

/** A text for people, in Chinese and in English; both are always there. */
public record Text(String zh, String en) {

  public Text {
    if (zh.isBlank() || en.isBlank()) {
      throw new IllegalArgumentException("a text needs both languages: zh '" + zh + "', en '" + en + "'");
    }
  }

  /** The text in the language of this locale; Chinese unless the locale is English. */
  public String in(Locale locale) {
    return locale.getLanguage().equals("en") ? en : zh;
  }
}
