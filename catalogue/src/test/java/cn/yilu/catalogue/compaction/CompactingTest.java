package cn.yilu.catalogue.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Compaction.Freed;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.PostgresCompaction;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.meter.Figure;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.record.EventTerm;
import cn.yilu.schemas.SharedSchemas;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CompactingTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant MORNING = Instant.parse("2026-03-02T00:00:00Z");
  private final HikariDataSource database = TestDatabase.fresh();
  private final PostgresLog log = new PostgresLog(database);
  private final Now now = new Now();
  private final Ledger ledger = new Ledger(log, database, now);
  private final CompactionProperties settings = settings(Map.of());
  private long committed = Long.MAX_VALUE;
  private final CompactedTopics topics = new CompactedTopics(log, new PostgresCompaction(database, now),
      topic -> committed, SharedSchemas.released(), settings, now);
  private final Compacting compacting = new Compacting(topics, log, ledger, settings, now, ZONE);

  /** A clock that is put forward by hand. */
  private static final class Now extends Clock {
    private Instant at = MORNING;

    @Override
    public Instant instant() {
      return at;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return InstantSource.fixed(at).withZone(zone);
    }
  }

  @AfterEach
  void close() {
    log.close();
    database.close();
  }

  @Test
  void aSettingNobodyMadeIsThis() {
    assertThat(settings).isEqualTo(
        new CompactionProperties(true, LocalTime.of(2, 30), Duration.ofDays(1), Duration.ofDays(400),
            Duration.ofDays(1095)));
    assertThat(settings(Map.of("on", "false", "at", "23:05", "settled", "2h", "deletes", "30d",
        "events", "0"))).isEqualTo(new CompactionProperties(false, LocalTime.of(23, 5), Duration.ofHours(2),
            Duration.ofDays(30), Duration.ZERO));
    assertThatThrownBy(() -> settings(Map.of("settled", "2d", "deletes", "1d")))
        .hasStackTraceContaining("yilu.compaction.deletes must not be shorter");
  }

  @Test
  void onceADayClaimsRecordsAndLinksAreCompactedAndNothingElse() {
    for (String topic : List.of("claims/resident", "records/resident", "claims/device-wear", "claims/vital-sign",
        "entries", "audit-like")) {
      append(topic, 1, 2, 1);
    }
    now.at = MORNING.plus(Duration.ofDays(2));

    Freed freed = compacting.run(() -> true);

    assertThat(freed.entries()).isEqualTo(3);
    for (String topic : List.of("claims/resident", "records/resident", "claims/device-wear")) {
      assertThat(left(topic)).containsExactly(2L, 3L);
    }
    for (String topic : List.of("claims/vital-sign", "entries", "audit-like")) {
      assertThat(left(topic)).containsExactly(1L, 2L, 3L);
    }
    assertThat(ledger.read(0, 10)).singleElement()
        .satisfies(note -> assertThat(note.event()).isEqualTo("log.compacted"));
    assertThat(new CompactionHealth(log, compacting, settings).health().getDetails()).containsEntry("entries", 3L)
        .containsEntry("ended", now.at.toString()).containsEntry("on", true).doesNotContainKey("failure");
    assertThat(new CompactionFigures(topics).figures())
        .contains(Figure.gauge("yilu_compaction_waiting_entries", "Entries appended since the topic was compacted",
            "topic", "records/resident", 0))
        .anySatisfy(figure -> {
          assertThat(figure.name()).isEqualTo("yilu_compaction_entries");
          assertThat(figure.value()).isEqualTo(1);
        });
  }

  @Test
  void eventsGoWhenTheirTermIsOver() {
    append("claims/vital-sign", 1, 2);
    append("records/vital-sign", 1);
    day(1094);
    assertThat(left("claims/vital-sign")).hasSize(2);

    day(1096);

    assertThat(left("claims/vital-sign")).isEmpty();
    assertThat(left("records/vital-sign")).isEmpty();
    assertThat(log.head("claims/vital-sign")).isEqualTo(2);
    assertThat(EventTerm.end(log, "vital-sign", MORNING)).isEqualTo(MORNING.plus(Duration.ofDays(1)));
  }

  @Test
  void itIsDoneOnceAfterTheSetTimeOfDayWhoeverComesFirst() {
    append("claims/resident", 1, 1);
    now.at = Instant.parse("2026-03-05T02:00:00+08:00");
    assertThat(compacting.run(() -> true).entries()).isEqualTo(1);
    append("claims/resident", 1, 1);
    now.at = Instant.parse("2026-03-05T02:29:59+08:00");
    assertThat(compacting.run(() -> true).entries()).isZero();
    assertThat(ledger.read(0, 10)).hasSize(1);

    now.at = Instant.parse("2026-03-07T02:30:00+08:00");
    Compacting other = new Compacting(topics, log, ledger, settings, now, ZONE);
    assertThat(other.run(() -> true).entries()).isEqualTo(2);
    assertThat(compacting.run(() -> true)).isEqualTo(Freed.NOTHING);
    assertThat(ledger.read(0, 10)).hasSize(2);
  }

  @Test
  void claimsThatNoMergeHasCommittedStay() {
    append("claims/resident", 1, 1);
    append("claims/resident", 1, 1);
    committed = 2;
    now.at = MORNING.plus(Duration.ofDays(2));

    compacting.run(() -> true);

    assertThat(left("claims/resident")).containsExactly(2L, 3L, 4L);
  }

  @Test
  void aTopicIsGoneThroughWhenEnoughIsNewOrAMonthIsOver() {
    append("claims/resident", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    day(2);
    append("claims/resident", 1);
    day(5);
    assertThat(left("claims/resident")).hasSize(11);

    append("claims/resident", 1);
    day(9);
    assertThat(left("claims/resident")).hasSize(10);

    append("claims/resident", 1);
    day(12);
    assertThat(left("claims/resident")).hasSize(11);
    day(40);
    assertThat(left("claims/resident")).hasSize(10);
  }

  @Test
  void itStartsAndStopsAlsoWhenItIsSwitchedOff() {
    for (CompactionProperties each : List.of(settings, settings(Map.of("on", "false")))) {
      Compacting lifecycle = new Compacting(topics, log, ledger, each, now, ZONE);
      lifecycle.start();
      assertThat(lifecycle.isRunning()).isTrue();
      lifecycle.stop();
      assertThat(lifecycle.isRunning()).isFalse();
    }
    assertThat(ledger.read(0, 10)).isEmpty();
  }

  private void day(int day) {
    now.at = MORNING.plus(Duration.ofDays(day));
    compacting.run(() -> true);
  }

  private void append(String topic, long... keys) {
    List<Entry> entries = Arrays.stream(keys).mapToObj(key -> new Entry(new Key(0, key),
        Entry.Kind.UPSERT, "test", 0, now.at.toEpochMilli(), "", "", List.of(), new byte[]{1})).toList();
    log.append(new Batch(Map.of(topic, entries), List.of())).join();
  }

  private List<Long> left(String topic) {
    List<Long> left = new ArrayList<>();
    for (Block block : log.read(topic, 0, 100)) {
      for (int i = 0; i < block.entries().size(); i++) {
        left.add(block.sequence(i));
      }
    }
    return left;
  }

  private static CompactionProperties settings(Map<String, String> given) {
    Map<String, String> named = new HashMap<>();
    given.forEach((name, value) -> named.put("yilu.compaction." + name, value));
    return new Binder(new MapConfigurationPropertySource(named)).bindOrCreate("yilu.compaction",
        CompactionProperties.class);
  }
}
