package cn.yilu.catalogue.web;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 400 when the query or form of a request cannot be read: a broken percent code, a value without a name. The
 * container throws at whoever asks for a parameter next, and its words quote the values, which may be of a person; so
 * nobody else is to meet it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableParameters extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      request.getParameterMap();
    } catch (InvalidParameterException e) {
      refuse(e, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void refuse(InvalidParameterException unreadable, HttpServletRequest request,
      HttpServletResponse response) throws ServletException, IOException {
    request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
    request.setAttribute(Problem.class.getName(),
        unreadable.getErrorCode() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
            ? new Problem(413, "too-large", "请求过大。", "The request is too large.")
            : new Problem(400, "bad-request", "参数无法读取；请按 UTF-8 用百分号编码。",
                "The parameters cannot be read; write them in UTF-8 with percent codes."));
    request.getRequestDispatcher("/error").forward(new Bare(request), response);
  }

  /** The request without its parameters and without the form they may stand in. */
  private static final class Bare extends HttpServletRequestWrapper {

    Bare(HttpServletRequest request) {
      super(request);
    }

    @Override
    @Nullable
    public String getContentType() {
      return null;
    }

    @Override
    @Nullable
    public String getParameter(String name) {
      return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return null;
    }
  }
}
