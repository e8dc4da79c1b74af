package cn.yilu.catalogue.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/** Chinese or English: what was chosen in the head of a page, else what the browser prefers, else Chinese. */
final class PageLocale implements LocaleResolver {

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    String chosen = Preferences.LANG.of(request);
    return switch (chosen) {
      case "zh" -> Locale.CHINESE;
      case "en" -> Locale.ENGLISH;
      default -> preferred(request);
    };
  }

  private static Locale preferred(HttpServletRequest request) {
    if (request.getHeader("Accept-Language") == null) {
      return Locale.CHINESE;
    }
    for (Locale locale : Collections.list(request.getLocales())) {
      if (locale.getLanguage().equals("zh")) {
        return Locale.CHINESE;
      }
      if (locale.getLanguage().equals("en")) {
        return Locale.ENGLISH;
      }
    }
    return Locale.CHINESE;
  }

  @Override
  public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    throw new IllegalStateException("the language is chosen by its cookie");
  }
}
