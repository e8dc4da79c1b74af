package cn.yilu.catalogue.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.postgres.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresCompactionTest extends CompactionContract {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private final HikariDataSource database = TestDatabase.fresh();

  @Override
  Log open() {
    return new PostgresLog(database);
  }

  /** With so little room that a round takes up few batches. */
  @Override
  Compaction compaction() {
    return new PostgresCompaction(database, CLOCK, 100);
  }

  @AfterEach
  void close() {
    ((PostgresLog) log).close();
    database.close();
  }

  @Test
  void manySmallBlocksBecomeFewAlsoWhenNothingIsTakenOut() {
    for (int i = 1; i <= 300; i++) {
      append(upsert(i, "v" + i));
    }

    compact(Long.MAX_VALUE);

    assertThat(rows("log_block")).isLessThan(20);
    assertThat(rows("log_trail")).isZero();
    assertThat(entries(0)).hasSize(300);
  }

  @Test
  void aReaderInTheMiddleOfATopicSeesEveryKeysLastStateWhileBlocksAreReplaced() throws Exception {
    for (int i = 0; i < 200; i++) {
      append(IntStream.range(0, 20).mapToObj(key -> upsert(key, "old")).toArray(Entry[]::new));
    }
    append(IntStream.range(0, 20).mapToObj(key -> upsert(key, "last")).toArray(Entry[]::new));
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    Thread compacting = Thread.ofPlatform().start(() -> {
      compaction.compact("t", new Compaction.Bounds(Long.MAX_VALUE, NOW, DELETES), () -> {
        steps.incrementAndGet();
        begun.countDown();
        return true;
      });
    });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    while (compacting.isAlive()) {
      for (long after : new long[]{0, 7, 1999, 3500}) {
        assertThat(entries(after)).endsWith(LongStream.rangeClosed(4001, 4020).mapToObj(n -> n + " last")
            .toArray(String[]::new));
      }
    }
    compacting.join();
    assertThat(steps.get()).isGreaterThan(2);
    assertThat(entries(0)).hasSize(20);
  }

  @Test
  void whatIsBrokenOffAfterAnyStepIsFinishedTheNextTime() {
    for (int breakAt = 1; breakAt < 12; breakAt++) {
      for (int i = 0; i < 10; i++) {
        append(IntStream.range(0, 30).mapToObj(key -> upsert(key, "v")).toArray(Entry[]::new));
      }
      AtomicInteger left = new AtomicInteger(breakAt);
      compaction.compact("t", new Compaction.Bounds(Long.MAX_VALUE, NOW, DELETES), () -> left.decrementAndGet() > 0);
      assertThat(entries(0)).hasSizeGreaterThanOrEqualTo(30);
      assertThat(entries(log.head("t") - 30)).hasSize(30);
    }

    compact(Long.MAX_VALUE);

    assertThat(entries(0)).hasSize(30);
  }

  @Test
  void whileOneCompactsAnotherLeavesItAlone() {
    append(upsert(1, "a"), upsert(1, "b"));
    List<Compaction.Freed> other = new ArrayList<>();

    compaction.compact("t", new Compaction.Bounds(Long.MAX_VALUE, NOW, DELETES), () -> {
      other.add(compact(Long.MAX_VALUE));
      return true;
    });

    assertThat(other).isNotEmpty().containsOnly(Compaction.Freed.NOTHING);
    assertThat(entries(0)).containsExactly("2 b");
  }

  @Test
  void blocksThatSomebodyElseChangedAreLeftAsTheyAre() throws Exception {
    append(upsert(1, "a"));
    append(upsert(1, "b"));
    CompactionTables tables = new CompactionTables();
    try (var connection = database.getConnection()) {
      int topic = tables.place(connection, "t").topic();
      List<StoredRow> rows = tables.rows(connection, topic, 0, 2);
      compact(Long.MAX_VALUE);
      List<String> left = entries(0);

      boolean done = tables.replace(connection, topic, rows,
          new CompactionTables.Replacement(rows, List.of(), 2));

      assertThat(done).isFalse();
      assertThat(entries(0)).isEqualTo(left);
      assertThat(log.forgotten("t")).isEqualTo(Log.Forgotten.NOTHING);
    }
  }

  @Test
  void appendsGoOnWhileATopicIsCompacted() {
    for (int i = 0; i < 50; i++) {
      append(upsert(1, "v"), upsert(2, "v"));
    }
    List<CompletableFuture<Appended>> appended = new ArrayList<>();

    compaction.compact("t", new Compaction.Bounds(Long.MAX_VALUE, NOW, DELETES), () -> {
      appended.add(log.append(new Batch(Map.of("t", List.of(upsert(3, "new"))), List.of())));
      appended.getLast().join();
      return true;
    });

    assertThat(appended).hasSizeGreaterThan(1);
    assertThat(log.head("t")).isEqualTo(100 + appended.size());
  }

  @Test
  void aDamagedBlockIsNamedAndLeftAlone() {
    append(upsert(1, "a"));
    append(upsert(1, "b"));
    JdbcClient.create(database)
        .sql("update log_block set bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) where first = 1").update();

    assertThatThrownBy(() -> compact(Long.MAX_VALUE)).isInstanceOf(CorruptBlock.class)
        .hasMessageContaining("block 1 of topic t");
    assertThat(rows("log_block")).isEqualTo(2);
    assertThat(entries(1)).containsExactly("2 b");
  }

  @Test
  void howMuchWasFreedIsKnownAfterwards() {
    append(IntStream.range(0, 2000).mapToObj(i -> upsert(i % 10, "value " + i)).toArray(Entry[]::new));

    Compaction.Freed freed = compact(Long.MAX_VALUE);

    Compaction.Standing standing = compaction.standing("t");
    assertThat(freed.entries()).isEqualTo(1990);
    assertThat(freed.bytesAfter()).isLessThan(freed.bytesBefore());
    assertThat(standing.freed()).isEqualTo(freed);
    assertThat(standing.left()).isEqualTo(10);
    assertThat(standing.ran()).contains(NOW);
  }

  @Test
  void freedSpaceIsUsedAgain() {
    long most = 0;
    for (int round = 0; round < 8; round++) {
      for (int i = 0; i < 20; i++) {
        append(IntStream.range(0, 40).mapToObj(key -> large(key)).toArray(Entry[]::new));
      }
      compact(Long.MAX_VALUE);
      JdbcClient.create(database).sql("vacuum log_block").update();
      long size = JdbcClient.create(database).sql("select pg_total_relation_size('log_block')").query(Long.class)
          .single();
      assertThat(round < 2 || size <= most * 3 / 2).as("round %d: %d after %d", round, size, most).isTrue();
      most = Math.max(most, size);
    }
  }

  /** With a payload that cannot be pressed. */
  private static Entry large(long key) {
    byte[] payload = new byte[4096];
    java.util.concurrent.ThreadLocalRandom.current().nextBytes(payload);
    return new Entry(new Key(0, key), Entry.Kind.UPSERT, "test", 0, LONG_AGO.toEpochMilli(), "", "", List.of(),
        payload);
  }

  private long rows(String table) {
    return JdbcClient.create(database).sql("select count(*) from " + table).query(Long.class).single();
  }
}
