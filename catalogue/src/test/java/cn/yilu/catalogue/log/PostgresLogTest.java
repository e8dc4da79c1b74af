package cn.yilu.catalogue.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.postgres.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresLogTest extends LogContract {
  private final HikariDataSource database = TestDatabase.fresh();

  @Override
  Log open() {
    return new PostgresLog(database);
  }

  @AfterEach
  void close() {
    ((PostgresLog) log).close();
    database.close();
  }

  @Test
  void whatIsSeenNeverHasAGapHoweverManyNodesAppend() throws Exception {
    List<Thread> nodes = new ArrayList<>();
    for (int node = 0; node < 4; node++) {
      int from = node * 1000;
      nodes.add(Thread.ofPlatform().start(() -> {
        try (PostgresLog own = new PostgresLog(database)) {
          IntStream.range(from, from + 300)
              .mapToObj(i -> own.append(new Batch(
                  Map.of(i % 2 == 0 ? "t" : "u", List.of(entry(i)), i % 2 == 0 ? "u" : "t",
                      List.of(entry(i), entry(i))),
                  List.of(moveOf("p" + i % 7 + from, i < from + 7 ? null : "" + (i - 7), "" + i)))))
              .toList()
              .forEach(CompletableFuture::join);
        }
      }));
    }
    long seen = 0;
    while (seen < 1800) {
      for (Block block : log.read("t", seen, 100)) {
        assertThat(block.first()).isEqualTo(seen + 1);
        seen = block.last();
      }
    }
    for (Thread node : nodes) {
      node.join();
    }
    assertThat(log.head("t")).isEqualTo(1800);
    assertThat(log.head("u")).isEqualTo(1800);
  }

  @Test
  void anotherNodesAppendWakesFollowers() throws Exception {
    Semaphore calls = new Semaphore(0);
    Log.Following following = log.follow("records/", calls::release);
    try (PostgresLog other = new PostgresLog(database)) {
      assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

      other.append(new Batch(Map.of("records/x", List.of(entry(1))), List.of())).join();

      assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
    following.close();
  }

  @Test
  void aRefusedMemberIsLeftOutAloneOfAGroup() throws Exception {
    LogTables tables = new LogTables();
    List<Group.Member> members = LongStream.range(0, 4)
        .mapToObj(i -> Group.Member.of(new Batch(Map.of("t", List.of(entry(i))),
            List.of(
                i == 2 ? moveOf("p", "wrong", "x") : moveOf("p", i == 0 ? null : "" + (i == 3 ? 1 : i - 1), "" + i)))))
        .toList();

    List<Appended> outcomes;
    try (Connection connection = database.getConnection()) {
      outcomes = tables.append(connection, new Group(members));
    }

    assertThat(outcomes).containsExactly(new Appended.Committed(Map.of("t", 1L)),
        new Appended.Committed(Map.of("t", 2L)), new Appended.Refused("p"), new Appended.Committed(Map.of("t", 3L)));
    assertThat(keys(log.read("t", 0, 10))).containsExactly(0L, 1L, 3L);
  }

  @Test
  void whatFollowsIsReadWithoutALookAtAllThatCameBefore() throws Exception {
    LogTables tables = new LogTables();
    List<Group.Member> members = LongStream.range(0, 2_000)
        .mapToObj(i -> Group.Member.of(new Batch(Map.of("t", List.of(entry(i))), List.of()))).toList();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      tables.append(connection, new Group(members));
      statement.execute("analyze log_block");
      connection.setAutoCommit(false);

      List<Block> read = tables.read(connection, "t", 1_990, 100);

      assertThat(read).hasSize(10);
      try (ResultSet looked = statement.executeQuery("select pg_stat_get_xact_tuples_returned('log_block'::regclass)"
          + " + pg_stat_get_xact_tuples_returned('log_block_pkey'::regclass)")) {
        assertThat(looked.next()).isTrue();
        assertThat(looked.getLong(1)).isBetween(10L, 100L);
      }
      connection.rollback();
    }
  }

  @Test
  void aDamagedBlockIsNamedInsteadOfRead() {
    append("t", entry(1));
    append("t", entry(2));
    JdbcClient.create(database)
        .sql("update log_block set bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) where first = 2")
        .update();

    assertThatThrownBy(() -> log.read("t", 0, 10)).isInstanceOf(CorruptBlock.class)
        .hasMessageContaining("block 2 of topic t");
  }

  @Test
  void afterALostConnectionTheAppenderGoesOn() {
    append("t", entry(1));
    JdbcClient.create(database)
        .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            + " and pid <> pg_backend_pid()")
        .query()
        .listOfRows();

    assertThatThrownBy(() -> append("t", entry(2))).isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LogUnavailable.class);
    Awaitility.await().ignoreExceptions().until(() -> append("t", entry(3)) instanceof Appended.Committed);

    assertThat(keys(log.read("t", 0, 10))).containsExactly(1L, 3L);
  }

  @Test
  void aBatchThatTheDatabaseCannotTakeFailsAlone() {
    CompletableFuture<Appended> bad = log.append(new Batch(Map.of("t", List.of(entry(1))),
        List.of(moveOf("no\u0000name", null, "1"))));

    assertThat(append("t", entry(2))).isEqualTo(new Appended.Committed(Map.of("t", 1L)));
    assertThat(bad).isCompletedExceptionally();
  }

  @Test
  void anAppendWithinATransactionComesAndGoesWithIt() throws Exception {
    PostgresLog postgres = (PostgresLog) log;
    for (boolean commit : new boolean[]{false, true}) {
      try (Connection transaction = database.getConnection()) {
        transaction.setAutoCommit(false);
        PostgresLog.Within within = postgres.within(transaction, "audit");
        assertThat(within.position("audit")).isEmpty();
        within.append(List.of(entry(1)), moveOf("audit", null, "1"));
        if (commit) {
          transaction.commit();
        } else {
          transaction.rollback();
        }
      }
    }
    append("audit", entry(2));

    assertThat(keys(log.read("audit", 0, 10))).containsExactly(1L, 2L);
    assertThat(log.position("audit")).isPresent();
  }

  @Test
  void aRestoreKeepsTheIdentityAndRaisesTheGeneration() {
    Log.Identity backup = log.identity();
    try (PostgresLog restored = PostgresLog.restored(database); PostgresLog next = PostgresLog.restored(database)) {
      assertThat(restored.identity().id()).isEqualTo(backup.id());
      assertThat(restored.identity().generation()).isGreaterThan(backup.generation() + 1);
      assertThat(next.identity().generation()).isGreaterThan(restored.identity().generation());
    }
  }

  @Test
  void aClosedLogRefusesAppends() {
    Log closed = new PostgresLog(database);
    ((PostgresLog) closed).close();

    assertThat(closed.append(new Batch(Map.of("t", List.of(entry(1))), List.of()))).isCompletedExceptionally();
  }
}
