package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcRoutesTest {
  private static final String QUERY = "select * from czrk where (bdsj, rybh) > (:after) order by bdsj, rybh limit :limit";

  private static EmbeddedPostgres postgres;

  @AutoClose
  private final Town town = new Town();
  private final JdbcRoutes jdbc = new JdbcRoutes(Path.of("target"), Clock.systemUTC());

  @BeforeAll
  static void startServer() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void table() throws SQLException {
    sql("drop table if exists czrk", "create table czrk (rybh text primary key, xm text, bdsj text)");
  }

  @Test
  void rowsComeInPagesAndGoOnFromTheLastCommit() throws Exception {
    sql("insert into czrk select 'A' || lpad(n::text, 3, '0'), null, '20260101000000' from generate_series(1, 7) n");
    start(Map.of("batch", "3"));

    var first = town.inbox.next();
    assertThat(ids(first)).containsExactly("A001", "A002", "A003");
    assertThat(rows(first).getFirst()).containsEntry("xm", null).containsEntry("bdsj", "20260101000000");
    assertThat(first.envelope().position()).hasValueSatisfying(
        place -> assertThat(place).contains("\"bdsj\":\"20260101000000\"").contains("\"rybh\":\"A003\""));
    first.commit();
    var second = town.inbox.next();
    assertThat(ids(second)).containsExactly("A004", "A005", "A006");
    second.commit();
    var third = town.inbox.next();
    assertThat(ids(third)).containsExactly("A007");
    third.commit();

    sql("insert into czrk values ('A000', '王', '20260101000001')");
    assertThat(ids(town.inbox.next())).containsExactly("A000");
  }

  @Test
  void rowsThatWereNotCommittedComeAgain() throws Exception {
    sql("insert into czrk values ('A1', '王', '2026')");
    start(Map.of());

    town.inbox.next().fail();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    assertThat(ids(town.inbox.next())).containsExactly("A1");
  }

  @Test
  void rowsOfOneWatermarkStayTogetherSoThatNoneIsLost() throws Exception {
    sql("insert into czrk values ('A1', '', '1'), ('A2', '', '2'), ('A3', '', '2'), ('A4', '', '2'), ('A5', '', '3')");
    start(Map.of("batch", "3", "watermark", "bdsj", "query",
        "select * from czrk where bdsj > :after order by bdsj limit :limit"));

    var first = town.inbox.next();
    assertThat(ids(first)).containsExactly("A1");
    first.commit();
    var second = town.inbox.next();
    assertThat(ids(second)).containsExactlyInAnyOrder("A2", "A3", "A4");
    second.commit();
    assertThat(ids(town.inbox.next())).containsExactly("A5");
  }

  @Test
  void moreEqualWatermarksThanABatchHoldsAreTroubleWithAMend() throws Exception {
    sql("insert into czrk select 'A' || n, '', '1' from generate_series(1, 4) n");
    start(Map.of("batch", "3", "watermark", "bdsj", "query",
        "select * from czrk where bdsj > :after order by bdsj limit :limit"));

    var told = town.inbox.trouble();

    assertThat(told.en()).contains("add a unique column");
    assertThat(told.zh()).contains("唯一列");
  }

  @Test
  void watermarksOfOtherTypesAndNamedColumnsWork() throws Exception {
    sql("drop table if exists visits", "create table visits (id bigint, changed timestamp)",
        "insert into visits select n, timestamp '2026-01-01' + n * interval '1 second' from generate_series(1, 3) n");
    start(Map.of("batch", "2", "watermark", "changed, id", "first", "1900-01-01, 0", "query",
        "select *, ':after' as \":limit\" from visits where changed > :changed or (changed = :changed and id > :id::bigint)"
            + " order by changed, id limit :limit"));

    var first = town.inbox.next();
    assertThat(rows(first)).extracting(row -> row.get("id")).containsExactly("1", "2");
    first.commit();
    assertThat(rows(town.inbox.next())).extracting(row -> row.get("id")).containsExactly("3");
  }

  @Test
  void aPageEndsBeforeItGrowsTooLarge() throws Exception {
    sql("insert into czrk select 'A' || n, repeat('x', 1500000), n::text from generate_series(1, 3) n");
    start(Map.of());

    assertThat(ids(town.inbox.next())).containsExactly("A1", "A2");
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    start(Map.of("query", "insert into czrk values (:after) returning *, 'order by', :limit -- order by"));

    assertThat(town.inbox.trouble().en()).contains("SQLSTATE 25006");
  }

  @Test
  void aDatabaseThatIsDownIsTroubleAndIsOvercomeAlone(@TempDir Path folder) throws Exception {
    int port = freePort();
    try (EmbeddedPostgres late = database(folder, port)) {
      try (Connection connection = late.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table czrk (rybh text, bdsj text)");
      }
      start(Map.of("url", late.getJdbcUrl("postgres", "postgres")));
      town.inbox.contacts(2);
    }
    var told = town.inbox.trouble();
    assertThat(told.en()).contains("the database cannot be reached");
    assertThat(told.zh()).contains("无法连接数据库");

    try (EmbeddedPostgres again = database(folder, port)) {
      town.inbox.contacts(1);
      assertThat(again.getPort()).isEqualTo(port);
      town.stop(jdbc, "registry");
    }
  }

  @Test
  void aDatabaseThatTakesTheConnectionAndNeverAnswersIsTrouble() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://127.0.0.1:" + mute.getLocalPort() + "/postgres?sslmode=disable";
      assertThat(Database.login(new Settings(Map.of("url", url)))).containsEntry("loginTimeout", "15");

      start(Map.of("url", url + "&loginTimeout=1"));

      assertThat(town.inbox.trouble().en()).contains("the database cannot be reached");
      town.stop(jdbc, "registry");
    }
  }

  @Test
  void aRowThatComesLaterThanAMinuteIsFoundWithALongerOverlap() throws Exception {
    HandClock clock = new HandClock();
    sql("insert into czrk values ('A1', '', '100')");
    town.start(new JdbcRoutes(Path.of("target"), clock), "registry", settings(Map.of("overlap", "10m")));
    town.inbox.next().commit();
    town.inbox.contacts(2);
    sql("insert into czrk values ('A9', '', '900')");
    town.inbox.next().commit();

    sql("insert into czrk values ('A5', '', '500')");
    town.inbox.contacts(2);
    assertThat(town.inbox.isEmpty()).isTrue();
    clock.advance(Duration.ofMinutes(20));

    assertThat(ids(town.inbox.next())).containsExactly("A1", "A5", "A9");
  }

  @Test
  void aRowThatComesLateBesideTheLastOnesOfAFirstReadingIsFoundAMinuteLaterWithoutASetting() throws Exception {
    HandClock clock = new HandClock();
    sql("insert into czrk select 'A' || n, '', (n * 100)::text from generate_series(1, 7) n");
    town.start(new JdbcRoutes(Path.of("target"), clock), "registry", settings(Map.of("batch", "2")));
    for (int page = 0; page < 4; page++) {
      town.inbox.next().commit();
    }
    sql("insert into czrk values ('A9', '', '550')");
    town.inbox.contacts(2);
    assertThat(town.inbox.isEmpty()).isTrue();

    clock.advance(Duration.ofMinutes(2));

    var again = town.inbox.next();
    assertThat(ids(again)).containsExactly("A5", "A9");
    again.commit();
    assertThat(ids(town.inbox.next())).containsExactly("A6", "A7");
  }

  @Test
  void withoutOverlapEachRowIsReadOnce() throws Exception {
    HandClock clock = new HandClock();
    sql("insert into czrk values ('A1', '', '100')");
    town.start(new JdbcRoutes(Path.of("target"), clock), "registry", settings(Map.of("overlap", "none")));
    town.inbox.next().commit();

    clock.advance(Duration.ofMinutes(20));
    town.inbox.contacts(2);

    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aQueryThatCouldLoseRowsIsRefused() {
    for (String query : List.of("select * from czrk", "select * from czrk where bdsj > :after limit :limit",
        "select * from czrk where bdsj > :other order by bdsj limit :limit")) {
      assertThatThrownBy(() -> start(Map.of("query", query)))
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("query");
    }
  }

  private void start(Map<String, String> more) throws Exception {
    town.start(jdbc, "registry", settings(more));
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("url", postgres.getJdbcUrl("postgres", "postgres"), "query",
        QUERY, "watermark", "BDSJ, rybh", "every", "20ms"));
    settings.putAll(more);
    return settings;
  }

  private static EmbeddedPostgres database(Path folder, int port) throws IOException {
    return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false).setPort(port)
        .setServerConfig("listen_addresses", "127.0.0.1").start();
  }

  private static List<Map<String, String>> rows(RecordingInbox.Offer offer) {
    return ((Envelope.Rows) offer.envelope().content()).rows();
  }

  private static List<String> ids(RecordingInbox.Offer offer) {
    return rows(offer).stream().map(row -> row.get("rybh")).toList();
  }

  private static void sql(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
