package cn.yilu.catalogue.position;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** {@code Yilu-Position} on the answer of every write that went well, taken when the answer begins: after its commit. */
final class PositionFilter extends OncePerRequestFilter {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final Positions positions;

  PositionFilter(Positions positions) {
    this.positions = positions;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !WRITES.contains(request.getMethod()) || !request.getRequestURI().startsWith("/api/v1/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Positioned positioned = new Positioned(response);
    chain.doFilter(request, positioned);
    positioned.position();
  }

  /** Puts the header in as the last moment comes. */
  private final class Positioned extends HttpServletResponseWrapper {

    Positioned(HttpServletResponse response) {
      super(response);
    }

    void position() {
      if (!isCommitted() && getStatus() / 100 == 2 && !containsHeader(PositionHeaders.POSITION)) {
        setHeader(PositionHeaders.POSITION, positions.now().encode());
      }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      position();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      position();
      return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
      position();
      super.flushBuffer();
    }
  }
}
