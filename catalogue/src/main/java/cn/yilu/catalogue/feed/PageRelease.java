package cn.yilu.catalogue.feed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives the memory of a page back when its answer is complete, however that ended. */
@Component
final class PageRelease implements HandlerInterceptor, WebMvcConfigurer {
  static final String PAGE = Page.class.getName();

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/feeds/*");
  }

  @Override
  public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(PAGE) instanceof Page page) {
      page.close();
    }
  }
}
