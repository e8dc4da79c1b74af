package cn.yilu.catalogue.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LedgerTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T01:02:03.004Z"), ZoneOffset.UTC);
  private final HikariDataSource database = TestDatabase.fresh();
  private final PostgresLog log = new PostgresLog(database);
  private final Ledger ledger = new Ledger(log, database, CLOCK);
  private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));

  @AfterEach
  void close() {
    log.close();
    database.close();
  }

  @Test
  void anEntryHoldsWhatWasNotedAndTheHashOfTheOneBefore() {
    assertThat(ledger.note("login", "zhang", Map.of()).join()).isEqualTo(1);
    assertThat(ledger.note("read", "clinic", Map.of("offered", 7, "fields", List.of("name"), "masked", true)).join())
        .isEqualTo(2);

    List<LedgerEntry> entries = ledger.read(0, 10);
    assertThat(entries.getFirst().previous()).isEqualTo("0".repeat(64));
    assertThat(entries.get(1)).isEqualTo(new LedgerEntry(2, CLOCK.instant(), "read", "clinic",
        Map.of("offered", 7, "fields", List.of("name"), "masked", true), entries.getFirst().hash(),
        entries.get(1).hash()));
    assertThat(ledger.read(1, 10)).containsExactly(entries.get(1));
    assertThat(ledger.read(0, 1)).containsExactly(entries.getFirst());
  }

  @Test
  void twoLedgersShareOneUnbrokenChainAndNotesShareCommits() {
    try (PostgresLog otherLog = new PostgresLog(database)) {
      Ledger other = new Ledger(otherLog, database, CLOCK);

      List<Long> sequences = IntStream.range(0, 400)
          .mapToObj(i -> (i % 2 == 0 ? ledger : other).note("read", "clinic", Map.of("n", i)))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();

      assertThat(sequences).doesNotHaveDuplicates().hasSize(400);
      assertThat(ledger.verify(0)).isEqualTo(new Verdict.Intact(400));
      assertThat(other.verify(123)).isEqualTo(new Verdict.Intact(400));
      assertThat(JdbcClient.create(database).sql("select count(*) from log_block").query(Integer.class).single())
          .isLessThan(200);
    }
  }

  @Test
  void aNoteWithinATransactionComesAndGoesWithIt() {
    ledger.note("start", "system", Map.of()).join();
    assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
      ledger.noteWithin("grant", "li", Map.of());
      throw new IllegalArgumentException("changed my mind");
    })).isInstanceOf(IllegalArgumentException.class);

    transaction.executeWithoutResult(status -> {
      ledger.noteWithin("grant", "li", Map.of("grant", "g1"));
      ledger.noteWithin("token", "li", Map.of());
    });
    ledger.note("end", "system", Map.of()).join();

    assertThat(ledger.read(0, 10)).extracting(LedgerEntry::event).containsExactly("start", "grant", "token", "end");
    assertThat(ledger.verify(0)).isEqualTo(new Verdict.Intact(4));
  }

  @Test
  void aRolledBackFirstNoteLeavesTheLedgerUsable() {
    transaction.executeWithoutResult(status -> {
      ledger.noteWithin("grant", "li", Map.of());
      status.setRollbackOnly();
    });

    assertThat(ledger.note("end", "system", Map.of()).join()).isEqualTo(1);
  }

  @Test
  void notesWithinAndOutsideTransactionsKeepOneChain() throws Exception {
    Thread changes = Thread.ofPlatform().start(() -> IntStream.range(0, 50)
        .forEach(i -> transaction.executeWithoutResult(status -> ledger.noteWithin("grant", "li", Map.of("n", i)))));
    IntStream.range(0, 200).mapToObj(i -> ledger.note("read", "clinic", Map.of("n", i))).toList()
        .forEach(CompletableFuture::join);
    changes.join();

    assertThat(ledger.verify(0)).isEqualTo(new Verdict.Intact(250));
  }

  @Test
  void aNoteWithinNoTransactionIsRefused() {
    assertThatThrownBy(() -> ledger.noteWithin("grant", "li", Map.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEntryPutInPlaceOfAnotherIsFound() {
    for (int i = 0; i < 5; i++) {
      ledger.note("read", "clinic", Map.of("n", i)).join();
    }
    JdbcClient.create(database)
        .sql("update log_block b set bytes = o.bytes, checksum = o.checksum from log_block o"
            + " where b.first = 3 and o.first = 4")
        .update();

    assertThat(ledger.verify(0)).isInstanceOfSatisfying(Verdict.Broken.class,
        broken -> assertThat(broken.sequence()).isEqualTo(3));
  }

  @Test
  void entriesCutOffAtTheEndAreFound() {
    ledger.note("read", "clinic", Map.of()).join();
    ledger.note("read", "clinic", Map.of()).join();
    JdbcClient.create(database).sql("delete from log_block where first = 2").update();

    assertThat(ledger.verify(0)).isEqualTo(new Verdict.Broken(2, "it is missing"));
  }
}
