package cn.yilu.catalogue.web;

import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What every page shows in its head, whoever made the page; templates know it as {@code page}. */
@Component
class PageState {
  private final HttpServletRequest request;

  PageState(HttpServletRequest request) {
    this.request = request;
  }

  public String lang() {
    return isEnglish() ? "en" : "zh-CN";
  }

  public String otherLang() {
    return isEnglish() ? "zh" : "en";
  }

  public boolean large() {
    return Preferences.TEXT.of(request).equals("large");
  }

  /** Says {@code page} for a link to where the reader is, for {@code aria-current}. */
  public @Nullable String at(String path) {
    String here = request.getRequestURI();
    return here.equals(path) || here.startsWith(path + "/") ? "page" : null;
  }

  /** This page again, with a switch set. */
  public String switchTo(String name, String value) {
    return ServletUriComponentsBuilder.fromRequest(request).scheme(null).host(null).port(-1)
        .replaceQueryParam(name, value).build().toUriString();
  }

  /** User name of the person who is logged in. */
  public @Nullable String person() {
    return Caller.find().map(Caller::id).orElse(null);
  }

  /** Whether the person who is logged in may see the work list of duplicates. */
  public boolean decides() {
    return Caller.find().filter(caller -> caller.role() == Role.OPERATOR || caller.role() == Role.OFFICER).isPresent();
  }

  private static boolean isEnglish() {
    return LocaleContextHolder.getLocale().getLanguage().equals("en");
  }
}
