package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.organisation.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses who may not push, or not now, before anything of the body is read. */
@Component
class PushDoor implements HandlerInterceptor, WebMvcConfigurer {
  private static final String INTAKE = "/api/v1/intake/";

  private final Sources sources;
  private final Pushes pushes;

  PushDoor(Sources sources, Pushes pushes) {
    this.sources = sources;
    this.pushes = pushes;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns(INTAKE + "*");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    String source = request.getRequestURI().substring(INTAKE.length());
    pushes.room(open(source).source().id());
    return true;
  }

  /** The source, if the caller may push to it. */
  LiveSource open(String source) {
    LiveSource live = sources.source(source).filter(found -> found.source().protocol().equals("push"))
        .orElseThrow(() -> new Problem(404, "unknown-source", "没有名为“" + source + "”的推送数据源。",
            "There is no source named '" + source + "' that is pushed to."));
    onlyNamed(live.source());
    return live;
  }

  private static void onlyNamed(Source source) {
    Caller caller = Caller.current();
    boolean named = caller.kind() == Caller.Kind.PROGRAM
        && Arrays.stream(source.connection().getOrDefault("programs", "").split(","))
            .anyMatch(program -> program.strip().equals(caller.id()));
    if (!named) {
      throw new Problem(403, "forbidden", "此数据源的配置未允许该程序推送。", "The source's file does not name this program.");
    }
  }
}
