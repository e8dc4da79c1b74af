package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads {@code Authorization: Bearer}. A token that is not good is refused even where none is needed. The registry's clients
 * often know user and password only, so there {@code Basic} is read as well: the password is the token, the user is not
 * looked at.
 */
final class BearerFilter extends OncePerRequestFilter {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final String REGISTRY = "/api/v1/registry/";
  private final Tokens tokens;
  private final Refusals refusals;

  BearerFilter(Tokens tokens, Refusals refusals) {
    this.tokens = tokens;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> token = token(request);
    if (token.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller;
    try {
      caller = tokens.callerOf(token.get());
    } catch (DataAccessException e) {
      refusals.answer(request, response, unavailable());
      return;
    }
    if (caller.isEmpty()) {
      refusals.badToken(request, response);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(CallerAuthentication.byToken(caller.get()));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private static Optional<String> token(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Optional.empty();
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(header.substring(BEARER.length()).strip());
    }
    boolean basic = header.regionMatches(true, 0, BASIC, 0, BASIC.length())
        && request.getRequestURI().startsWith(REGISTRY);
    return basic ? Optional.of(password(header.substring(BASIC.length()).strip())) : Optional.empty();
  }

  /** What stands after the first colon; nothing that could be a token when there is none. */
  private static String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Problem unavailable() {
    return new Problem(503, "unavailable", "暂时无法核对令牌，请稍后再试。",
        "The token cannot be checked right now; try again later.");
  }
}
