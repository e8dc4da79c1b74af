package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads {@code Authorization: Bearer}. A token that is not good is refused even where none is needed. */
final class BearerFilter extends OncePerRequestFilter {
  private static final String BEARER = "bearer ";
  private final Tokens tokens;
  private final Refusals refusals;

  BearerFilter(Tokens tokens, Refusals refusals) {
    this.tokens = tokens;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller;
    try {
      caller = tokens.callerOf(header.substring(BEARER.length()).strip());
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

  private static Problem unavailable() {
    return new Problem(503, "unavailable", "暂时无法核对令牌，请稍后再试。",
        "The token cannot be checked right now; try again later.");
  }
}
