package cn.yilu.catalogue.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.WebUtils;

/** The switches in the head of a page: keeps the choice in a cookie and leads back to the same page without it. */
final class Preferences implements HandlerInterceptor {
  static final Preference LANG = new Preference("lang", Set.of("zh", "en"));
  static final Preference TEXT = new Preference("text", Set.of("normal", "large"));
  private static final Duration REMEMBERED = Duration.ofDays(365);

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean chosen = false;
    for (Preference preference : List.of(LANG, TEXT)) {
      String value = request.getParameter(preference.name);
      if (value != null && preference.values.contains(value) && "GET".equals(request.getMethod())) {
        response.addHeader(HttpHeaders.SET_COOKIE, preference.cookie(value).toString());
        chosen = true;
      }
    }
    if (chosen) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, here(request));
    }
    return !chosen;
  }

  private static String here(HttpServletRequest request) {
    ServletUriComponentsBuilder here = ServletUriComponentsBuilder.fromRequest(request);
    here.scheme(null).host(null).port(-1).replaceQueryParam(LANG.name).replaceQueryParam(TEXT.name);
    return here.build().toUriString();
  }

  /** A choice with its possible values. */
  record Preference(String name, Set<String> values) {

    /** The value chosen earlier, empty when none. */
    String of(HttpServletRequest request) {
      var cookie = WebUtils.getCookie(request, "yilu-" + name);
      return cookie != null && values.contains(cookie.getValue()) ? cookie.getValue() : "";
    }

    private ResponseCookie cookie(String value) {
      return ResponseCookie.from("yilu-" + name, value).path("/").maxAge(REMEMBERED).httpOnly(true).sameSite("Lax")
          .build();
    }
  }
}
