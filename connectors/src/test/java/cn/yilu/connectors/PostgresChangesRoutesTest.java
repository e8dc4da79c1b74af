package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresChangesRoutesTest {
  private static final int PORT = freePort();
  private static Path folder;
  private static EmbeddedPostgres postgres;
  private static int databases;

  private final Town town = new Town();
  private final PostgresChangesRoutes changes = new PostgresChangesRoutes(Clock.systemUTC());
  private final String database = "town" + ++databases;

  @BeforeAll
  static void startServer(@TempDir Path temporary) throws IOException {
    folder = temporary;
    postgres = server("logical");
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void table() throws SQLException {
    in("postgres", "create database " + database);
    sql("create table czrk (rybh text primary key, xm text, csrq date)");
  }

  /** The names of slots are the same in all databases of a server. */
  @AfterEach
  void stop() throws Exception {
    town.stopSettled(changes, "registry");
    town.close();
    await().atMost(Duration.ofMinutes(1)).until(() -> {
      in("postgres", "select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active");
      return jdbc("select count(*)::text as n from pg_replication_slots").containsValue("0");
    });
  }

  @Test
  void allRowsComeAsOneFullReadingAndThenEveryChangeAndDelete() throws Exception {
    sql("insert into czrk values ('A1', '王', '1950-02-03'), ('A2', null, null)");
    start(Map.of());

    var full = commitNext();
    assertThat(rows(full)).extracting(row -> row.get("rybh")).containsExactly("A1", "A2");
    assertThat(rows(full).getFirst()).containsEntry("xm", "王").containsEntry("csrq", "1950-02-03")
        .containsEntry("__deleted", "false");
    assertThat(rows(full).getLast()).containsEntry("xm", null);
    assertThat(full.envelope().snapshot().orElseThrow().last()).isTrue();

    sql("update czrk set xm = '李' where rybh = 'A1'", "delete from czrk where rybh = 'A2'",
        "insert into czrk values ('A3', '赵', null)");
    List<Map<String, String>> found = take(3);
    assertThat(found).extracting(row -> row.get("rybh")).containsExactly("A1", "A2", "A3");
    assertThat(found).extracting(row -> row.get("__deleted")).containsExactly("false", "true", "false");
    assertThat(found.getFirst()).containsEntry("xm", "李");
  }

  @Test
  void theServerMayForgetAChangeOnlyAfterItsCommit() throws Exception {
    begin(Map.of("beat", "1s"));
    sql("insert into czrk values ('A1', '王', null)");
    String written = position();

    var offer = nextRows();
    sql("create table others (id int)", "insert into others select generate_series(1, 1000)");
    theServerIsAnsweredTwice();
    assertThat(confirmed(written)).isFalse();
    offer.commit();

    commitUntilConfirmed(written);
  }

  /** Its rows bear places before the one that was confirmed last. */
  @Test
  void aTransactionThatBeganBeforeAConfirmedOneIsKeptUntilItsOwnCommit() throws Exception {
    begin(Map.of("beat", "1s"));
    try (Connection longer = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = longer.createStatement()) {
      longer.setAutoCommit(false);
      statement.execute("insert into czrk values ('A1', '王', null)");
      sql("insert into czrk values ('A2', '李', null)");
      String shorter = position();
      assertThat(take(1)).extracting(row -> row.get("rybh")).containsExactly("A2");
      commitUntilConfirmed(shorter);
      longer.commit();
    }
    String written = position();

    var offer = nextRows();
    assertThat(rows(offer)).extracting(row -> row.get("rybh")).containsExactly("A1");
    sql("create table others (id int)", "insert into others select generate_series(1, 1000)");
    theServerIsAnsweredTwice();

    assertThat(confirmed(written)).isFalse();
    offer.fail();
    assertThat(take(1)).extracting(row -> row.get("rybh")).containsExactly("A1");
  }

  @Test
  void theServerMayForgetWhatOnlyOthersWrite() throws Exception {
    begin(Map.of("beat", "1s"));
    sql("create table others (id int)", "insert into others select generate_series(1, 1000)");

    commitUntilConfirmed(position());
  }

  @Test
  void messagesThatOthersWriteAreNoRows() throws Exception {
    begin();
    sql("select pg_logical_emit_message(true, 'others', 'nothing to us')",
        "select pg_logical_emit_message(false, 'others', 'nor this')", "insert into czrk values ('A1', '王', null)");

    assertThat(take(1)).extracting(row -> row.get("rybh")).containsExactly("A1");
  }

  @Test
  void whatWasNotCommittedComesAgain() throws Exception {
    begin();
    sql("insert into czrk values ('A1', '王', null)");

    nextRows().fail();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    assertThat(take(1)).extracting(row -> row.get("rybh")).containsExactly("A1");
  }

  @Test
  void aRestartOfTheSourceGoesOnFromTheCommitWithoutReadingAllAgain() throws Exception {
    begin();
    town.stopSettled(changes, "registry");
    sql("insert into czrk values ('A1', '王', null)");

    start(Map.of());

    var offer = nextRows();
    assertThat(rows(offer)).extracting(row -> row.get("rybh")).containsExactly("A1");
    assertThat(offer.envelope().snapshot()).isEmpty();
  }

  @Test
  void aRestartOfTheServerLosesNothing() throws Exception {
    begin();
    postgres.close();
    await().atMost(Duration.ofMinutes(5)).until(this::isTroubled);
    assertThat(town.inbox.trouble().zh()).isNotEmpty();

    postgres = server("logical");
    sql("insert into czrk values ('A1', '王', null)");

    assertThat(take(1)).extracting(row -> row.get("rybh")).containsExactly("A1");
  }

  @Test
  void aServerThatIsKilledWhileChangesFlowIsFoundAgainAndNothingIsLostOrComesTwice() throws Exception {
    begin();
    Queue<String> written = new ConcurrentLinkedQueue<>();
    Thread writer = Thread.ofVirtual().start(() -> write(written));
    List<String> taken = new ArrayList<>();
    while (taken.size() < 50) {
      taken.addAll(ids(commitNext()));
    }

    kill();
    writer.join();
    await().atMost(Duration.ofMinutes(5)).until(() -> {
      while (!town.inbox.isEmpty()) {
        taken.addAll(ids(commitNext()));
      }
      return town.inbox.isTroubled();
    });
    postgres = server("logical");
    sql("insert into czrk values ('last', '王', null)");
    while (!taken.contains("last")) {
      taken.addAll(ids(commitNext()));
    }

    assertThat(taken).containsAll(written).doesNotHaveDuplicates();
  }

  @Test
  void aServerThatFallsSilentIsTroubleAndIsGoneOnWithWhenItIsBack() throws Exception {
    begin(Map.of("beat", "1s", "timeout", "4s"));
    List<ProcessHandle> all = processes();
    signal("-STOP", all);
    try {
      await().atMost(Duration.ofMinutes(2)).until(this::isTroubled);
      assertThat(town.inbox.trouble().en()).contains("nothing is heard of the database");
    } finally {
      signal("-CONT", all);
    }
    sql("insert into czrk values ('A1', '王', null)");

    assertThat(take(1)).extracting(row -> row.get("rybh")).containsExactly("A1");
  }

  private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }
  }

  private static List<ProcessHandle> processes() throws IOException {
    ProcessHandle server = ProcessHandle
        .of(Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst()))
        .orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  /** Row after row until the server is gone; what it confirmed is on disk, and noted. */
  private void write(Queue<String> written) {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = on");
      for (int n = 0; true; n++) {
        statement.execute("insert into czrk values ('W" + n + "', '王', null)");
        written.add("W" + n);
      }
    } catch (SQLException gone) {
      assertThat(written).isNotEmpty();
    }
  }

  /** As when the power goes. */
  private static void kill() throws IOException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    await().atMost(Duration.ofMinutes(1)).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    postgres.close();
  }

  private static List<String> ids(RecordingInbox.Offer offer) {
    return rows(offer).stream().map(row -> row.get("rybh")).toList();
  }

  /** Whether trouble was told; a sign of life that was still on its way is taken, as it holds the engine until then. */
  private boolean isTroubled() throws Exception {
    while (!town.inbox.isEmpty()) {
      town.inbox.next().commit();
    }
    return town.inbox.isTroubled();
  }

  @Test
  void aColumnThatIsAddedAndAValueThatAnUpdateDoesNotTouchAreThere() throws Exception {
    begin();
    sql("alter table czrk add column bz text", "alter table czrk alter column bz set storage external",
        "insert into czrk values ('A1', '王', null, repeat('长', 9000))");
    assertThat(take(1).getFirst().get("bz")).hasSize(9_000);

    sql("update czrk set xm = '李' where rybh = 'A1'");

    var row = take(1).getFirst();
    assertThat(row).containsEntry("xm", "李");
    assertThat(row.get("bz")).hasSize(9_000);
  }

  @Test
  void valuesAreTheTextsThatJdbcGives() throws Exception {
    begin();
    town.stopSettled(changes, "registry");
    sql("create table kinds (id bigint primary key, a smallint, b numeric(12,2), c numeric, d boolean, e date,"
        + " f timestamp, g timestamp(0), h time, i varchar(9), j char(4), k double precision, l uuid, m text[], n bytea)",
        "insert into kinds values (9007199254740993, -3, 12.50, 0.1, true, '1899-12-31', '2026-02-03 04:05:06.789',"
            + " '1890-01-01 00:00:00', '23:59:59', '王', 'ab', 1.5, '00000000-0000-0000-0000-000000000001', '{a,b}', '\\x00ff')");
    start("kinds", Map.of("tables", "public.kinds"));

    Map<String, String> row = rows(commitNext()).getFirst();
    row.keySet().removeIf(name -> name.startsWith("__"));
    town.stopSettled(changes, "kinds");

    assertThat(row).isEqualTo(jdbc("select * from kinds"));
  }

  @Test
  void aLostSlotIsTroubleWithAdviceAndARewindReadsEverythingAgain() throws Exception {
    sql("insert into czrk values ('A1', '王', null)");
    begin();
    town.stopSettled(changes, "registry");
    sql("select pg_drop_replication_slot('yilu_registry')", "delete from czrk",
        "insert into czrk values ('A2', '李', null)");
    start(Map.of());

    var told = town.inbox.trouble();
    assertThat(told.en()).contains("is lost").contains("rewind");
    assertThat(told.zh()).contains("复制槽").contains("全部重读");
    town.stopSettled(changes, "registry");
    town.inbox.rewind("registry");
    start(Map.of());

    assertThat(rows(nextRows())).extracting(row -> row.get("rybh")).containsExactly("A2");
  }

  @Test
  void aTableThatWasEmptiedIsAnEmptyFullDelivery() throws Exception {
    sql("insert into czrk values ('A1', '王', null)");
    begin();

    sql("truncate czrk");

    var offer = nextRows();
    assertThat(rows(offer)).isEmpty();
    assertThat(offer.envelope().snapshot()).map(Envelope.Snapshot::last).contains(true);
  }

  @Test
  void severalTablesSayOfWhichARowIs() throws Exception {
    sql("create table hk (id int primary key)", "insert into hk values (1)",
        "insert into czrk values ('A1', '王', null)");
    start(Map.of("tables", "public.czrk, public.hk"));

    assertThat(take(2)).extracting(row -> row.get("__table")).containsExactlyInAnyOrder("public.czrk", "public.hk");
  }

  @Test
  void aTableWithoutAnIdentityIsLeftAloneSinceItsUpdatesWouldFail() throws Exception {
    sql("create table loose (a text)", "insert into loose values ('x')");
    start(Map.of("tables", "public.loose"));

    assertThat(town.inbox.trouble().en()).contains("has no primary key");
    sql("update loose set a = 'y'");
    assertThat(jdbc("select count(*) as n from pg_publication")).containsEntry("n", "0");
  }

  @Test
  void aServerThatCannotBeFollowedIsTroubleThatSaysWhatToDo() throws Exception {
    postgres.close();
    postgres = server("replica");
    try {
      start(Map.of());

      var told = town.inbox.trouble();
      assertThat(told.en()).contains("wal_level = logical");
      assertThat(told.zh()).contains("wal_level = logical");
    } finally {
      postgres.close();
      postgres = server("logical");
    }
  }

  @Test
  void aFloodComesInBoundedEnvelopes() throws Exception {
    begin();
    sql("insert into czrk select 'F' || n, repeat('x', 4000), null from generate_series(1, 6000) n");

    int found = 0;
    while (found < 6_000) {
      var offer = nextRows();
      int characters = rows(offer).stream().mapToInt(row -> String.valueOf(row.get("xm")).length()).sum();
      assertThat(characters).isLessThan((4 << 20) + 8_000);
      assertThat(town.inbox.isEmpty()).isTrue();
      found += rows(offer).size();
      offer.commit();
    }
    assertThat(found).isEqualTo(6_000);
    assertThat(town.inbox.most()).isEqualTo(1);
    assertThat(town.inbox.largest()).isLessThan((4 << 20) + 8_000);
  }

  @Test
  void aFirstReadingOfRowsWithPicturesComesInBoundedEnvelopes() throws Exception {
    sql("insert into czrk select 'P' || n, repeat('x', 1000000), null from generate_series(1, 100) n");
    start(Map.of());

    assertThat(take(100)).extracting(row -> row.get("rybh")).hasSize(100).doesNotHaveDuplicates();
    assertThat(town.inbox.most()).isEqualTo(1);
    assertThat(town.inbox.largest()).isLessThan((4 << 20) + 1_100_000);
  }

  @Test
  void wrongSettingsAreRefusedByName() {
    assertThatThrownBy(() -> start(Map.of("url", "jdbc:mysql://x/y"))).hasMessageContaining("url");
    assertThatThrownBy(() -> start(Map.of("tables", "czrk; drop table x"))).hasMessageContaining("tables");
    assertThatThrownBy(() -> start(Map.of("slot", "A-B"))).hasMessageContaining("slot");
    assertThatThrownBy(() -> start(Map.of("ssl", "maybe"))).hasMessageContaining("ssl");
  }

  /** Starts and commits the first full reading, with one row at least. */
  private void begin() throws Exception {
    begin(Map.of());
  }

  private void begin(Map<String, String> more) throws Exception {
    sql("insert into czrk values ('A0', '零', null)");
    start(more);
    while (!commitNext().envelope().snapshot().orElseThrow().last()) {
      // more of the first full reading
    }
  }

  private void start(Map<String, String> more) throws Exception {
    start("registry", more);
  }

  private void start(String source, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("url", "jdbc:postgresql://127.0.0.1:" + PORT + "/" + database,
        "user", "postgres", "password", "postgres", "tables", "public.czrk"));
    settings.putAll(more);
    town.start(changes, source, settings);
  }

  private List<Map<String, String>> take(int many) throws InterruptedException {
    List<Map<String, String>> found = new ArrayList<>();
    while (found.size() < many) {
      found.addAll(rows(commitNext()));
    }
    return found;
  }

  private RecordingInbox.Offer commitNext() throws InterruptedException {
    var offer = nextRows();
    offer.commit();
    return offer;
  }

  /** Passes over envelopes that only move the place on. */
  private RecordingInbox.Offer nextRows() throws InterruptedException {
    var offer = town.inbox.next();
    while (rows(offer).isEmpty() && offer.envelope().snapshot().isEmpty()) {
      offer.commit();
      offer = town.inbox.next();
    }
    return offer;
  }

  private static List<Map<String, String>> rows(RecordingInbox.Offer offer) {
    return ((Envelope.Rows) offer.envelope().content()).rows();
  }

  /** The end of all that was written, also of what waits for the disk, since this server answers a commit before that. */
  private String position() throws SQLException {
    return Objects.requireNonNull(jdbc("select pg_current_wal_insert_lsn()::text as at").get("at"));
  }

  /** Whether the server may forget what was written before this position. */
  private boolean confirmed(String position) throws SQLException {
    return "t".equals(jdbc("select confirmed_flush_lsn >= '" + position + "' as past from pg_replication_slots").get(
        "past"));
  }

  private void theServerIsAnsweredTwice() throws SQLException {
    for (int answer = 0; answer < 2; answer++) {
      Map<String, String> last = answered();
      await().atMost(Duration.ofMinutes(2)).until(() -> !answered().equals(last));
    }
  }

  private Map<String, String> answered() throws SQLException {
    return jdbc("select max(reply_time)::text as at from pg_stat_replication");
  }

  private void commitUntilConfirmed(String position) {
    await().atMost(Duration.ofMinutes(1)).until(() -> {
      town.inbox.next().commit();
      return confirmed(position);
    });
  }

  private Map<String, String> jdbc(String query) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      Map<String, String> row = new LinkedHashMap<>();
      assertThat(found.next()).isTrue();
      for (int at = 1; at <= found.getMetaData().getColumnCount(); at++) {
        row.put(found.getMetaData().getColumnLabel(at), found.getString(at));
      }
      return row;
    }
  }

  private void sql(String... statements) throws SQLException {
    in(database, statements);
  }

  private static void in(String database, String... statements) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  private static EmbeddedPostgres server(String level) throws IOException {
    return EmbeddedPostgres.builder().setDataDirectory(folder.resolve("data")).setCleanDataDirectory(false)
        .setPort(PORT).setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("wal_level", level)
        .setServerConfig("wal_sender_timeout", "15s").start();
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
