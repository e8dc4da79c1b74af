package cn.yilu.catalogue.registry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies of the registry are schemas: at most 1 MiB. One that says its length is refused before it comes; of one that
 * comes in chunks no more than that is read.
 */
@Component
final class BodyLimit extends OncePerRequestFilter {
  static final long MOST = 1 << 20;
  static final String TOO_LONG = "A body has at most " + MOST + " bytes";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/v1/registry/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MOST) {
      refuse(response);
    } else {
      chain.doFilter(new CountedRequest(request, MOST), response);
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(413);
    response.setContentType("application/vnd.schemaregistry.v1+json");
    response.setHeader(HttpHeaders.CONNECTION, "close");
    response.getWriter().write("{\"error_code\":413,\"message\":\"" + TOO_LONG + "\"}");
  }
}
