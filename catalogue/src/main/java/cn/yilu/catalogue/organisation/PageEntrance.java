package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.organisation.PasswordProvider.TooManyFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** What happens at the door of a page: the way to the login, a refusal, or word that there is no such page. */
@Component
class PageEntrance {
  private final Refusals refusals;

  PageEntrance(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Nobody is logged in. A part of a page that reloads itself is told to go to the login as a whole. */
  void stranger(HttpServletRequest request, HttpServletResponse response, boolean exists) throws IOException {
    if (!exists) {
      refusals.nothingHere(request, response);
    } else if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", "/login");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      response.sendRedirect("/login");
    }
  }

  void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception,
      boolean exists) throws IOException {
    if (exists || exception instanceof CsrfException) {
      refusals.forbidden(request, response, exception);
    } else {
      refusals.nothingHere(request, response);
    }
  }

  void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    if (exception instanceof TooManyFailures tooMany) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.seconds));
      refusals.answer(request, response, TooManyLogins.problem(tooMany.seconds));
    } else {
      response.sendRedirect("/login?failed");
    }
  }

  /** A scraper on the same machine, unless somebody further away speaks through it; or an operator. */
  static AuthorizationDecision nearbyOrOperator(Supplier<? extends @Nullable Authentication> who,
      RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    boolean forwarded = request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null;
    boolean operator = who.get() instanceof CallerAuthentication caller
        && caller.getPrincipal().role() == Caller.Role.OPERATOR;
    return new AuthorizationDecision(operator || (!forwarded && isLoopback(request.getRemoteAddr())));
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
