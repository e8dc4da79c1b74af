package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.PushReceipt;
import cn.yilu.connectors.Envelope;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Takes in what is pushed: on disk first, then through the source's lane, answered after its commit. */
@Component
class Pushes {
  private static final byte[] UNNAMED = new byte[0];

  private final Path folder;
  private final PushProperties limits;
  private final PushAnswers answers;
  private final Clock clock;
  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  Pushes(DataDirectory data, PushProperties limits, PushAnswers answers, Clock clock) {
    this.folder = data.tmp();
    this.limits = limits;
    this.answers = answers;
    this.clock = clock;
  }

  /** Bodies that a service which was killed left behind; whoever sent them got no answer and sends them again. */
  @PostConstruct
  void sweep() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PushedBody.FILES)) {
      for (Path body : left) {
        Files.deleteIfExists(body);
      }
    }
  }

  /**
   * The answer to a push.
   *
   * @param name its {@code Idempotency-Key}
   * @throws Problem when it cannot be taken, now or ever
   */
  PushReceipt take(LiveSource source, Push push, Optional<String> name) throws IOException {
    try (Stay stay = enter(source.source().id(), name)) {
      return name.isPresent()
          ? named(source, push, name.get(), stay)
          : offer(source, push, stay.with(body(push, UNNAMED)), Optional.empty(), stay);
    }
  }

  /** Takes a place, and the name, of which only one may be under way. */
  private Stay enter(String source, Optional<String> name) {
    Semaphore place = places(source);
    if (!place.tryAcquire()) {
      throw busy();
    }
    Optional<String> once = name.map(n -> source + '/' + n);
    if (once.isPresent() && !underWay.add(once.get())) {
      place.release();
      throw Problem.later(409, "conflict", 2, "同一 Idempotency-Key 的推送正在处理,请稍后重试。",
          "A push with this Idempotency-Key is being taken in; try again soon.");
    }
    return new Stay(() -> {
      once.ifPresent(underWay::remove);
      place.release();
    });
  }

  /** A {@link Problem} when no place is free just now, so that nobody sends for nothing. */
  void room(String source) {
    if (places(source).availablePermits() == 0) {
      throw busy();
    }
  }

  private Semaphore places(String source) {
    return places.computeIfAbsent(source, id -> new Semaphore(limits.atOnce()));
  }

  /** The content's digest lets a body that was cut off by a crash go on behind what was committed of it. */
  private PushReceipt named(LiveSource source, Push push, String name, Stay stay) throws IOException {
    String id = source.source().id();
    byte[] key = answers.key(id, name);
    PushedBody body = stay.with(body(push, key));
    Optional<PushReceipt> given = answers.given(id, key, body.digest());
    if (given.isPresent()) {
      return given.get();
    }
    PushReceipt answer = offer(source, push, body, Optional.of(body.hexDigest()), stay);
    answers.keep(id, key, body.digest(), answer);
    return answer;
  }

  private PushedBody body(Push push, byte[] key) throws IOException {
    PushedBody body = PushedBody.read(new Arriving(push.body(), limits.perMebibyte()), push.compressed(), folder,
        limits.largest().toBytes(), key);
    if (body.size() == 0) {
      body.close();
      throw new Problem(400, "bad-request", "正文为空。", "The body is empty.");
    }
    return body;
  }

  private PushReceipt offer(LiveSource source, Push push, PushedBody body, Optional<String> digest,
      Stay stay) {
    Lane lane = source.lane().orElseThrow(Pushes::away);
    PushedRows rows = new PushedRows();
    Optional<Charset> charset = push.charset().or(() -> Optional.ofNullable(source.source().connection().get("charset"))
        .map(Charset::forName));
    Envelope envelope = new Envelope(source.source().id(), "push", new Envelope.File(body.path()), push.mediaType(),
        charset, clock.instant(), Optional.empty(), digest);
    source.contacted();
    try {
      stay.until(lane.accept(envelope, rows)).toCompletableFuture()
          .get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
      return rows.receipt();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RejectedExecutionException ? busy() : away();
    } catch (TimeoutException e) {
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private static Problem busy() {
    return Problem.later(429, "too-many-requests", 2, "此数据源正在处理的推送已达上限,请稍后重试。",
        "As many pushes of this source as allowed are under way; try again soon.");
  }

  private static Problem away() {
    return Problem.later(503, "unavailable", 5, "暂时无法写入,请原样重发。", "It could not be committed; send it again as it is.");
  }
}
