package cn.yilu.catalogue.organisation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session when its account was disabled or changed, and leads a one-time password to its replacement first. */
final class SessionFilter extends OncePerRequestFilter {
  private static final Set<String> BEFORE_REPLACEMENT = Set.of("/password", "/logout", "/error", "/yilu.css",
      "/yilu.js", "/icon.svg");
  private final People people;

  SessionFilter(People people) {
    this.people = people;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication caller) {
      if (people.lately(caller.getName()).filter(caller::fits).isEmpty()) {
        end(request);
      } else if (caller.oneTime() && !isNeededToReplace(request.getServletPath())) {
        response.sendRedirect("/password");
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isNeededToReplace(String path) {
    return BEFORE_REPLACEMENT.contains(path) || path.startsWith("/webjars/");
  }

  private static void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
  }
}
