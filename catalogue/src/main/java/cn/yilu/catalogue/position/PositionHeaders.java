package cn.yilu.catalogue.position;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** {@code Yilu-After} on a read: it is answered once what the position says is reflected. */
final class PositionHeaders implements HandlerInterceptor, WebMvcConfigurer {
  static final String POSITION = "Yilu-Position";
  private static final String AFTER = "Yilu-After";
  private static final String FEEDS = "/api/v1/feeds/";
  private static final String DUPLICATES = "/api/v1/duplicates";

  private final Positions positions;

  PositionHeaders(Positions positions) {
    this.positions = positions;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException {
    String after = request.getHeader(AFTER);
    if (after != null && request.getMethod().equals("GET")) {
      await(request.getRequestURI(), Position.parse(after).orElseThrow(PositionHeaders::unknown));
    }
    return true;
  }

  private void await(String path, Position position) throws InterruptedException {
    if (path.startsWith(FEEDS)) {
      positions.awaitRecords(position, path.substring(FEEDS.length()));
    } else if (path.startsWith(DUPLICATES)) {
      positions.awaitDuplicates(position);
    } else {
      positions.awaitEntries(position);
    }
  }

  private static Problem unknown() {
    return new Problem(400, "bad-position", "Yilu-After 无效:请原样使用 Yilu-Position 的值。",
        "Yilu-After is not a position: use the value of Yilu-Position as it stands.");
  }
}
