package cn.yilu.catalogue.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.grant.Grant;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A feed of residents over a log in memory, read by one program. */
abstract class FeedReading {

  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  final InMemoryLog log = new InMemoryLog();
  private final Keys keys = new Keys(new byte[32]);
  final Cursors cursors = new Cursors(keys.derive("cursor"));
  final Arrivals arrivals = new Arrivals(log);
  final List<Map<String, Object>> noted = new ArrayList<>();
  Notes.Ledger ledger = (event, by, facts) -> {
    noted.add(new HashMap<>(facts));
    return CompletableFuture.completedFuture(1L);
  };
  final PageRoom room = new PageRoom(8 << 20);
  Runnable afterJudging = () -> {};
  Decision decision = allowed(1, "");
  final Feed feed = new Feed(SharedSchemas.released(), this::judged, new Views(keys), cursors,
      new Feed.Source(log, arrivals, room), new Notes((event, by, facts) -> ledger.note(event, by, facts),
          Clock.systemUTC()));
  final ResidentEntries residents = new ResidentEntries(log);

  @BeforeEach
  void start() {
    arrivals.start();
  }

  @AfterEach
  void stop() {
    arrivals.stop();
    log.close();
  }

  private Decision judged(String reader, String dataset) {
    Decision judged = decision;
    afterJudging.run();
    return judged;
  }

  Page read(String cursor, int limit) {
    return feed.read(question("clinic", "resident", cursor, limit, Duration.ZERO));
  }

  static Question question(String reader, String dataset, String cursor, int limit, Duration patience) {
    return new Question(reader, dataset, cursor, limit, patience, Format.JSON);
  }

  static Decision allowed(int version, String area) {
    Grant grant = new Grant("g-1", version, "clinic", "resident", Map.of("name", "default", "phone", "default"), area,
        "follow-up", "article 1", TODAY, TODAY, false);
    return new Decision.Allowed(grant, TODAY);
  }

  static byte[] bytes(Page page) {
    try {
      return page.lines().content().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Page page) {
    return new String(bytes(page), StandardCharsets.UTF_8);
  }

  static List<String> operations(Page page) {
    return Arrays.stream(text(page).split("\n")).filter(line -> !line.isEmpty())
        .map(line -> line.contains("\"op\":\"delete\"") ? "delete" : "upsert").toList();
  }

  static void assertProblem(ThrowingCallable call, int status, String kind) {
    assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.status()).isEqualTo(status);
      assertThat(problem.type()).isEqualTo("urn:yilu:problem:" + kind);
    });
  }
}
