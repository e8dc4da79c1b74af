package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.PostgresCompaction;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.mappings.Finding;
import cn.yilu.schemas.Text;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
  private static final Instant DAY = Instant.parse("2026-03-05T10:00:00Z");

  private final HikariDataSource database = TestDatabase.fresh();
  private final PostgresLog log = new PostgresLog(database);
  private final Ledger ledger = new Ledger(log, database, at(Duration.ZERO));

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    log.close();
    database.close();
  }

  @Test
  void aDaysRowsAreReadableForTheTermAndNeverAfterIt() {
    byte[] sealed = new Sealer(keys(), at(Duration.ZERO)).seal(new byte[]{1, 2, 3});

    int onTheLastDay = expiry(Duration.ofDays(30)).run();
    assertThat(onTheLastDay).isZero();
    assertThat(new Sealer(keys(), at(Duration.ofDays(30))).open(sealed)).contains(new byte[]{1, 2, 3});

    int after = expiry(Duration.ofDays(31)).run();
    assertThat(after).isEqualTo(1);
    assertThat(new Sealer(keys(), at(Duration.ofDays(31))).open(sealed)).isEmpty();
  }

  @Test
  void whatWasDestroyedIsNotedOnce() {
    new Sealer(keys(), at(Duration.ZERO)).seal(new byte[]{1});

    expiry(Duration.ofDays(60)).run();
    expiry(Duration.ofDays(61)).run();

    assertThat(ledger.read(0, 10)).singleElement().satisfies(entry -> {
      assertThat(entry.event()).isEqualTo("rejections.expired");
      assertThat(entry.facts()).isEqualTo(Map.of("before", "2026-04-04", "days", 1));
    });
  }

  @Test
  void whatNobodyCanReadAnyMoreLeavesTheLogAndTheList() {
    Sealer sealer = new Sealer(keys(), at(Duration.ZERO));
    Rejections rejections = new Rejections(log, new KeptRows(log, sealer));
    for (Duration at : List.of(Duration.ZERO, Duration.ofDays(20))) {
      byte[] row = new Sealer(keys(), at(at)).seal(
          new KeptRow("delivery", 1, "raw", List.of(new Finding(1, "", "rule", "", new Text("改", "mend"))))
              .encode());
      log.append(new Batch(Map.of("rejections/registry", List.of(new Entry(new Key(0, at.toDays()), Entry.Kind.UPSERT,
          "registry", Entry.NO_TIME, DAY.plus(at).toEpochMilli(), "", "", List.of(), row))), List.of())).join();
    }
    assertThat(rejections.find("registry", Long.MAX_VALUE, 10, KeptFilter.ALL, false).rows()).hasSize(2);

    expiry(Duration.ofDays(31)).run();

    Rejections.Found left = rejections.find("registry", Long.MAX_VALUE, 10, KeptFilter.ALL, false);
    assertThat(left.rows()).hasSize(1);
    assertThat(left.before()).isZero();
    assertThat(log.read("rejections/registry", 0, 10)).flatExtracting(Block::entries).hasSize(1);
    assertThat(log.head("rejections/registry")).isEqualTo(2);
  }

  @Test
  void whichPushesCameIsForgottenAfterAMonthAndHowFarSourcesAreNever() {
    for (String position : List.of("source/registry", "source/registry/file", "once/source/registry/push")) {
      log.append(new Batch(Map.of(), List.of(new Batch.Move(position, null, new byte[]{1})))).join();
    }
    Duration now = Duration.between(DAY, Instant.now());

    expiry(now.plusDays(29)).run();
    assertThat(log.position("once/source/registry/push")).isPresent();

    expiry(now.plusDays(31)).run();
    assertThat(log.positions("")).contains("source/registry", "source/registry/file")
        .doesNotContain("once/source/registry/push");
  }

  private Expiry expiry(Duration later) {
    return new Expiry(keys(), ledger, log, new PostgresCompaction(database, at(later)), at(later),
        new ExpiryProperties(30));
  }

  private DayKeys keys() {
    return new DayKeys(DataDirectory.at(folder));
  }

  private static Clock at(Duration later) {
    return Clock.fixed(DAY.plus(later), ZoneOffset.UTC);
  }
}
