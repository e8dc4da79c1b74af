package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.IntakeApi;
import cn.yilu.catalogue.http.model.PushReceipt;
import cn.yilu.catalogue.organisation.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** The door for systems that send by themselves. Only programs that the source's file names come in. */
@RestController
@EnableConfigurationProperties(PushProperties.class)
class PushController implements IntakeApi {
  private final Sources sources;
  private final Pushes pushes;
  private final HttpServletRequest request;

  PushController(Sources sources, Pushes pushes, HttpServletRequest request) {
    this.sources = sources;
    this.pushes = pushes;
    this.request = request;
  }

  @Override
  public ResponseEntity<PushReceipt> push(String source, Resource body, @Nullable String idempotencyKey) {
    LiveSource live = sources.source(source).filter(found -> found.source().protocol().equals("push"))
        .orElseThrow(() -> new Problem(404, "unknown-source", "没有名为“" + source + "”的推送数据源。",
            "There is no source named '" + source + "' that is pushed to."));
    onlyNamed(live.source());
    try (InputStream in = body.getInputStream()) {
      Push push = Push.of(in, request.getContentType(), request.getHeader("Content-Encoding"));
      return ResponseEntity.ok(pushes.take(live, push, Optional.ofNullable(idempotencyKey)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
