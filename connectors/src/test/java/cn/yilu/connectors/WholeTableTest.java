package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeTableTest {
  private static EmbeddedPostgres postgres;

  @AutoClose
  private final Town town = new Town();
  private final HandClock clock = new HandClock();
  private final JdbcRoutes jdbc = new JdbcRoutes(Path.of("target"), clock);

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
    sql("drop table if exists czrk", "create table czrk (rybh text, xm text)",
        "insert into czrk values ('A1', '王'), ('A2', null), ('A3', '李')");
  }

  @Test
  void allPagesAreOfOneMomentAndOnlyTheLastMovesThePlace() throws Exception {
    start(Map.of("batch", "2"));
    var first = town.inbox.next();
    sql("delete from czrk where rybh = 'A3'", "insert into czrk values ('A4', '赵')");
    first.commit();
    var last = town.inbox.next();

    assertThat(ids(first)).containsExactly("A1", "A2");
    assertThat(ids(last)).containsExactly("A3");
    var parts = List.of(first.envelope().snapshot().orElseThrow(), last.envelope().snapshot().orElseThrow());
    assertThat(parts).extracting(Envelope.Snapshot::last).containsExactly(false, true);
    assertThat(parts).extracting(Envelope.Snapshot::id).containsOnly(parts.getFirst().id());
    assertThat(first.envelope().position()).isEmpty();
    assertThat(last.envelope().position()).isPresent();
  }

  @Test
  void aPageThatCouldNotBeCommittedBeginsTheReadingAnew() throws Exception {
    start(Map.of("batch", "2"));
    var first = town.inbox.next();
    first.commit();
    town.inbox.next().fail();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    var again = town.inbox.next();
    assertThat(ids(again)).containsExactly("A1", "A2");
    assertThat(again.envelope().snapshot().orElseThrow().id())
        .isNotEqualTo(first.envelope().snapshot().orElseThrow().id());
  }

  @Test
  void theNextReadingIsDueAfterItsTimeAlsoWhenTheSourceWasRestarted() throws Exception {
    start(Map.of());
    town.inbox.next().commit();
    town.inbox.contacts(2);
    town.stop(jdbc, "registry");
    start(Map.of());
    town.inbox.contacts(2);
    assertThat(town.inbox.isEmpty()).isTrue();

    clock.advance(Duration.ofMillis(20));

    assertThat(ids(town.inbox.next())).containsExactly("A1", "A2", "A3");
  }

  @Test
  void anEmptyTableIsAFullDeliveryToo() throws Exception {
    sql("delete from czrk");
    start(Map.of());

    var offer = town.inbox.next();

    assertThat(ids(offer)).isEmpty();
    assertThat(offer.envelope().snapshot()).map(Envelope.Snapshot::last).contains(true);
  }

  @Test
  void aPageEndsBeforeItGrowsTooLarge() throws Exception {
    sql("update czrk set xm = repeat('x', 2500000)");
    start(Map.of());

    var first = town.inbox.next();

    assertThat(ids(first)).hasSize(2);
    first.commit();
    assertThat(ids(town.inbox.next())).hasSize(1);
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    start(Map.of("query", "delete from czrk returning rybh"));

    assertThat(town.inbox.trouble().en()).contains("SQLSTATE 25006");
  }

  @Test
  void aDatabaseWithoutADriverIsTroubleThatSaysWhereToPutOne() throws Exception {
    start(Map.of("url", "jdbc:dm://127.0.0.1:5236"));

    var told = town.inbox.trouble();
    assertThat(told.en()).isEqualTo("there is no driver for jdbc:dm: put its jar into the folder drivers of the data"
        + " directory");
    assertThat(told.zh()).contains("drivers");
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("url", postgres.getJdbcUrl("postgres", "postgres"), "mode",
        "full", "query", "select * from czrk order by rybh", "every", "20ms"));
    settings.putAll(more);
    town.start(jdbc, "registry", settings);
  }

  private static List<String> ids(RecordingInbox.Offer offer) {
    return ((Envelope.Rows) offer.envelope().content()).rows().stream().map(row -> row.get("rybh")).toList();
  }

  private static void sql(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }
}
