package cn.yilu.catalogue.registry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bodies of the registry are schemas: at most 1 MiB, and said to be so before they come. */
@Component
final class BodyLimit extends OncePerRequestFilter {
  private static final long MOST = 1 << 20;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/v1/registry/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MOST) {
      refuse(response, 413, "A body has at most " + MOST + " bytes");
    } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      refuse(response, 411, "A body must say its Content-Length");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
    response.setStatus(status);
    response.setContentType("application/vnd.schemaregistry.v1+json");
    response.setHeader(HttpHeaders.CONNECTION, "close");
    response.getWriter().write("{\"error_code\":" + status + ",\"message\":\"" + message + "\"}");
  }
}
