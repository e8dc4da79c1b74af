package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.IntakeApi;
import cn.yilu.catalogue.http.model.PushReceipt;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  private final PushDoor door;
  private final Pushes pushes;
  private final HttpServletRequest request;

  PushController(PushDoor door, Pushes pushes, HttpServletRequest request) {
    this.door = door;
    this.pushes = pushes;
    this.request = request;
  }

  @Override
  public ResponseEntity<PushReceipt> push(String source, Resource body, @Nullable String idempotencyKey) {
    LiveSource live = door.open(source);
    try (InputStream in = body.getInputStream()) {
      Push push = Push.of(in, request.getContentType(), request.getHeader("Content-Encoding"));
      return ResponseEntity.ok(pushes.take(live, push, Optional.ofNullable(idempotencyKey)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
