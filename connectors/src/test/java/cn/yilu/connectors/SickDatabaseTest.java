package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real PostgreSQL that dies, hangs or has more than fits, read by watermark and as a whole. */
class SickDatabaseTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String READING = "from pg_stat_activity where query like 'select * from czrk%' and state <> 'idle'";
  private static final Map<String, String> BY = Map.of(
      "changes", "select * from czrk where rybh > (:after) order by rybh limit :limit",
      "full", "select * from czrk order by rybh");

  private static EmbeddedPostgres postgres;

  @AutoClose
  private final Town town = new Town();
  private final JdbcRoutes jdbc = new JdbcRoutes(Path.of("target"), Clock.systemUTC());

  @BeforeAll
  static void startServer() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("synchronous_commit", "on").start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void table() {
    sql("drop table if exists czrk", "create table czrk (rybh text primary key, xm text)",
        "insert into czrk select 'A' || n, '王' from generate_series(1, 7) n");
  }

  @Test
  void weAreKilledInTheMiddleOfAPageAndGoOnBehindTheLastCommit() throws Exception {
    start(town, "changes", Map.of("batch", "3"));
    List<String> taken = new ArrayList<>(commit(town.inbox.next()));
    assertThat(ids(town.inbox.next())).containsExactly("A4", "A5", "A6");
    town.kill();

    try (Town again = new Town(town.inbox)) {
      start(again, "changes", Map.of("batch", "3"));
      while (taken.size() < 7) {
        taken.addAll(commit(again.inbox.next()));
      }
      again.inbox.contacts(2);
    }

    assertThat(taken).containsExactlyElementsOf(all());
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void weAreKilledInTheMiddleOfAFullReadingWhichThenBeginsAnew() throws Exception {
    start(town, "full", Map.of("batch", "3"));
    var first = town.inbox.next();
    commit(first);
    town.inbox.next();
    town.kill();

    try (Town again = new Town(town.inbox)) {
      start(again, "full", Map.of("batch", "3"));

      assertThat(wholeReading(first)).containsExactlyElementsOf(all());
    }
  }

  @Test
  void aServerThatDiesWhileRowsStreamHasItsFullReadingBegunAnew() throws Exception {
    start(town, "full", Map.of("batch", "3"));
    var first = town.inbox.next();
    kill(text("select pid " + READING));
    commit(first);

    assertThat(town.inbox.trouble().en()).contains("the database cannot be reached");
    assertThat(wholeReading(first)).containsExactlyElementsOf(all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"changes", "full"})
  void aServerThatDiesInTheMiddleOfAQueryIsAskedAgainAndLosesNoRow(String mode) throws Exception {
    try (Connection other = holding("czrk")) {
      start(town, mode, Map.of());
      await().atMost(PATIENCE).until(() -> !text("select count(*) " + READING).equals("0"));
      kill(text("select pid " + READING));

      assertThat(town.inbox.trouble().en()).contains("the database cannot be reached");
      await().atMost(PATIENCE).until(() -> !other.isValid(1));
    }
    assertThat(commit(town.inbox.next())).containsExactlyElementsOf(all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"changes", "full"})
  void aQueryWithoutEndIsCancelledThereTooOpensTheCircuitAndGoesOnAlone(String mode) throws Exception {
    try (Connection other = holding("czrk")) {
      start(town, mode, Map.of("timeout", "200ms"));

      assertThat(town.inbox.trouble().en())
          .isEqualTo("the database did not answer in time (setting timeout), and the query was cancelled");
      await().atMost(PATIENCE).until(() -> town.inbox.failing().open());
      await().atMost(PATIENCE).until(() -> Integer.parseInt(text("select count(*) " + READING)) <= 1);
      other.rollback();
    }

    assertThat(commit(town.inbox.next())).containsExactlyElementsOf(all());
    town.inbox.contact();
  }

  @ParameterizedTest
  @ValueSource(strings = {"changes", "full"})
  void ofATableLargerThanTheHeapShouldHoldOnePageIsOnItsWay(String mode) throws Exception {
    sql("insert into czrk select 'B' || lpad(n::text, 5, '0'), repeat('长', 1000) from generate_series(1, 20000) n");
    start(town, mode, Map.of());

    List<String> taken = new ArrayList<>();
    while (taken.size() < 20_007) {
      taken.addAll(commit(town.inbox.next()));
    }

    assertThat(taken).hasSize(20_007).doesNotHaveDuplicates();
    assertThat(town.inbox.most()).isEqualTo(1);
    assertThat(town.inbox.largest()).isLessThan((4 << 20) + 2_000);
  }

  /** Each row that the server has made is a lock that it holds. */
  @Test
  void ofRowsWithPicturesTheDriverFetchesFew() throws Exception {
    sql("insert into czrk select 'B' || n, repeat('x', 1000000) from generate_series(1, 200) n");
    start(town, "full", Map.of("query",
        "select rybh, xm, pg_advisory_xact_lock_shared(8, hashtext(rybh)) as held from czrk where length(xm) > 1"));

    var first = town.inbox.next();

    assertThat(ids(first)).hasSizeBetween(4, 5);
    assertThat(Integer.parseInt(text("select count(*) from pg_locks where locktype = 'advisory' and classid = 8")))
        .isBetween(1, 60);
    List<String> taken = new ArrayList<>(commit(first));
    while (taken.size() < 200) {
      taken.addAll(commit(town.inbox.next()));
    }
    assertThat(taken).doesNotHaveDuplicates();
  }

  @Test
  void rowsThatDoNotFitIntoMemoryAreTroubleThatSaysWhatToDo() throws Exception {
    long large = Runtime.getRuntime().maxMemory() / 10 / 50 * 3 / 2;
    sql("insert into czrk select 'B' || n, repeat('x', " + large + ") from generate_series(1, 60) n");
    start(town, "full", Map.of());

    var told = town.inbox.trouble();

    assertThat(told.en()).contains("too large for memory");
    assertThat(told.zh()).contains("batch");
    town.stop(jdbc, "registry");
    start(town, "full", Map.of("batch", "5"));
    assertThat(ids(town.inbox.next())).isNotEmpty();
  }

  private void start(Town where, String mode, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("url", postgres.getJdbcUrl("postgres", "postgres"), "mode",
        mode, "query", Objects.requireNonNull(BY.get(mode)), "every", mode.equals("full") ? "1h" : "20ms"));
    if (mode.equals("changes")) {
      settings.put("watermark", "rybh");
    }
    settings.putAll(more);
    where.start(jdbc, "registry", settings);
  }

  /** The rows of the next full delivery that is complete; it must not be the one that a part is of. */
  private List<String> wholeReading(RecordingInbox.Offer broken) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    Envelope.Snapshot part;
    do {
      var offer = town.inbox.next();
      part = offer.envelope().snapshot().orElseThrow();
      assertThat(part.id()).isNotEqualTo(broken.envelope().snapshot().orElseThrow().id());
      taken.addAll(commit(offer));
    } while (!part.last());
    return taken;
  }

  private static List<String> commit(RecordingInbox.Offer offer) {
    offer.commit();
    return ids(offer);
  }

  private static List<String> ids(RecordingInbox.Offer offer) {
    return ((Envelope.Rows) offer.envelope().content()).rows().stream().map(row -> row.get("rybh")).toList();
  }

  private static List<String> all() {
    return IntStream.rangeClosed(1, 7).mapToObj(n -> "A" + n).toList();
  }

  /** Kills the server's process that works for a connection; the server then ends all others and recovers. */
  private static void kill(String process) {
    assertThat(ProcessHandle.of(Long.parseLong(process)).orElseThrow().destroyForcibly()).isTrue();
  }

  /** Somebody because of whom whoever reads this table has to wait. */
  private static Connection holding(String table) throws SQLException {
    Connection other = postgres.getPostgresDatabase().getConnection();
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute("lock table " + table + " in access exclusive mode");
    }
    return other;
  }

  private static String text(String query) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      assertThat(found.next()).isTrue();
      return found.getString(1);
    }
  }

  private static void sql(String... statements) {
    await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        for (String text : statements) {
          statement.execute(text);
        }
      }
    });
  }
}
