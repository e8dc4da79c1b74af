package cn.yilu.catalogue.web;

import cn.yilu.catalogue.BrokenOff;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns every exception of a request into an answer: a problem document for programs, a page for browsers. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Who asked has gone; there is nobody to answer. */
  @ExceptionHandler({AsyncRequestNotUsableException.class, BrokenOff.class})
  void gone(HttpServletResponse response) {
    if (!response.isCommitted()) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  @ExceptionHandler(Exception.class)
  @Nullable
  Object answer(Exception exception, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (response.isCommitted() || isForSecurity(exception)) {
      throw exception;
    }
    Answer answer = Explanation.of(exception);
    if (answer.status() >= 500 && answer.type().endsWith(":internal")) {
      LOG.error("request failed unexpectedly, method={} path={}", request.getMethod(), request.getRequestURI(),
          exception);
    }
    return Answered.to(request, response, answer);
  }

  /** Security's own filter answers these, as it knows whether a login would help. */
  private static boolean isForSecurity(Exception exception) {
    return exception instanceof AccessDeniedException || exception instanceof AuthenticationException;
  }
}
