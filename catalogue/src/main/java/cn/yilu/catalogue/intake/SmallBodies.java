package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses large bodies of mappings and samples before anything of them is read into memory. */
@Component
class SmallBodies implements HandlerInterceptor, WebMvcConfigurer {
  private static final long LARGEST = 4 << 20;

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/mappings/**");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getContentLengthLong() > LARGEST) {
      throw new Problem(413, "too-large", "正文最大 4 MB。", "A body may have 4 MB.");
    }
    if (request.getContentLengthLong() < 0) {
      throw new Problem(411, "length-required", "请用 Content-Length 说明正文长度。",
          "Say with Content-Length how long the body is.");
    }
    return true;
  }
}
