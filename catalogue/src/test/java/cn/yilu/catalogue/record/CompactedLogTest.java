package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactedLogTest {
  private static final SharedSchemas SCHEMAS = SharedSchemas.released();
  private static final SharedSchema RESIDENT = SCHEMAS.get("resident");
  private static final String CLAIMS = "claims/resident";
  private static final String READINGS = "claims/vital-sign";
  private static final String RECORDS = "records/resident";
  private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  @TempDir
  private Path folder;
  private final List<Node> nodes = new ArrayList<>();

  /** A node that merges what a log holds, with a state of its own. */
  private final class Node {
    private final InMemoryLog log;
    private final Path home;
    private Records records;

    Node(InMemoryLog log) {
      this.log = log;
      this.home = folder.resolve("node" + nodes.size());
      this.records = start(home);
      nodes.add(this);
    }

    private Records start(Path at) {
      Records started = new Records(DataDirectory.at(at), log, new Keys(new byte[32]), SCHEMAS,
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
      started.start();
      return started;
    }

    Node settle() {
      await().atMost(Duration.ofMinutes(1)).until(
          () -> records.failing().isEmpty() && records.merged("resident") == log.head(CLAIMS)
              && records.merged("vital-sign") == log.head(READINGS));
      return this;
    }

    void stop() {
      records.stop();
    }

    void startAgain() {
      records = start(home);
      settle();
    }

    /** The same with nothing left of its state. */
    void startFromNothing() {
      records.stop();
      records = start(home.resolve("anew" + System.nanoTime()));
      settle();
    }

    void compact(Instant deletes) {
      log.compact(CLAIMS, new Compaction.Bounds(records.committed(CLAIMS), EVER, deletes), () -> true);
      log.compact(RECORDS, new Compaction.Bounds(log.head(RECORDS), EVER, deletes), () -> true);
    }

    List<Drift> drift() {
      List<Drift> found = new ArrayList<>();
      records.reconcile(false, found::add);
      return found;
    }
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::stop);
  }

  @Test
  void whateverTheHistoryACompactedLogFoldsToTheSameRecords() {
    for (int seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      List<Entry> history = history(random, 250);
      Node whole = new Node(new InMemoryLog());
      Node compacted = new Node(new InMemoryLog());

      append(whole, history);
      List<Entry> shuffled = shuffled(history, random);
      for (int at = 0; at < shuffled.size();) {
        int end = Math.min(shuffled.size(), at + 1 + random.nextInt(60));
        append(compacted, shuffled.subList(at, end));
        at = end;
        if (random.nextBoolean()) {
          compacted.settle().compact(random.nextBoolean() ? EVER : Instant.EPOCH);
        }
        if (random.nextInt(4) == 0) {
          compacted.startFromNothing();
        }
      }

      assertThat(records(compacted.settle().log)).as("seed %d", seed).isEqualTo(records(whole.settle().log));
      assertThat(compacted.drift()).extracting(Drift::drift).containsOnly(0L);
    }
  }

  @Test
  void whoMakesItsStateAnewFromACompactedLogAppendsNothing() {
    Node node = new Node(new InMemoryLog());
    append(node, history(new Random(9), 400));
    node.settle().compact(Instant.EPOCH);
    long head = node.log.head(RECORDS);
    long count = node.records.count("resident");
    int entries = entries(node.log, CLAIMS).size();

    node.startFromNothing();

    assertThat(entries).isLessThanOrEqualTo(40);
    assertThat(node.records.count("resident")).isEqualTo(count).isPositive();
    assertThat(node.log.head(RECORDS)).isEqualTo(head);
    assertThat(node.drift()).extracting(Drift::drift).containsOnly(0L);
  }

  @Test
  void whatIsNotMergedYetIsNotCompacted() {
    Node node = new Node(new InMemoryLog());
    append(node, List.of(claim(1, 1, 1), claim(1, 1, 2)));
    node.settle().stop();
    append(node, List.of(claim(1, 1, 3)));
    node.startAgain();
    long committed = node.records.committed(CLAIMS);

    assertThat(committed).isEqualTo(3);
    assertThat(node.records.committed("claims/of-nobody")).isZero();
    assertThat(node.records.committed("claims/dwelling")).isZero();
    node.stop();
    assertThat(node.records.committed(CLAIMS)).isZero();
  }

  @Test
  void aStateFromBeforeADeleteThatIsNoLongerToldIsMadeAnew() {
    InMemoryLog log = new InMemoryLog();
    Node behind = new Node(log);
    append(behind, List.of(claim(1, 1, 1), claim(2, 2, 1), claim(3, 3, 1)));
    Key gone = entries(behind.settle().log, RECORDS).getFirst().key();
    behind.stop();
    Node ahead = new Node(log);
    append(ahead, List.of(withdrawn(1), claim(2, 2, 2)));
    ahead.settle().compact(EVER);
    assertThat(log.forgotten(CLAIMS).upTo()).isEqualTo(4);
    assertThat(log.forgotten(RECORDS).upTo()).isEqualTo(4);

    behind.startAgain();

    assertThat(behind.records.record("resident", gone)).isEmpty();
    assertThat(behind.records.count("resident")).isEqualTo(2);
    assertThat(behind.drift()).extracting(Drift::drift).containsOnly(0L);
  }

  @Test
  void eventsWhoseTermIsOverAreForgottenWhetherTheLogStillHoldsThemOrNot() {
    Node node = new Node(new InMemoryLog());
    append(node, "claims/device-wear", wear(1, 1));
    append(node, READINGS, reading(1, 1, 10), reading(2, 2, 10), reading(3, 1, 50), reading(4, 2, 50),
        reading(5, 1, Entry.NO_TIME));
    standing(node, 2, 3);

    EventTerm.end(node.log, "vital-sign", Instant.ofEpochMilli(50));
    standing(node, 1, 2);
    assertThat(node.drift()).extracting(Drift::drift).containsOnly(0L);
    node.startFromNothing();
    standing(node, 1, 2);

    node.log.expire(READINGS, node.records.committed(READINGS), Instant.ofEpochMilli(50), () -> true);
    assertThat(entries(node.log, READINGS)).hasSize(3);
    node.startFromNothing();
    standing(node, 1, 2);
    assertThat(node.drift()).extracting(Drift::drift).containsOnly(0L);
    node.log.expire("records/vital-sign", 99, Instant.ofEpochMilli(50), () -> true);
    assertThat(entries(node.log, "records/vital-sign")).hasSize(1);
    node.startFromNothing();

    append(node, READINGS, reading(6, 1, 49), reading(3, 1, 50), reading(7, 1, 60));
    standing(node, 2, 2);
    assertThat(node.drift()).extracting(Drift::drift).containsOnly(0L);
    assertThat(node.log.head("records/vital-sign")).isEqualTo(3);
  }

  private static void standing(Node node, long records, long pending) {
    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
      node.settle();
      assertThat(node.records.count("vital-sign")).isEqualTo(records);
      assertThat(node.records.pending("vital-sign")).isEqualTo(pending);
    });
  }

  private static void append(Node node, String topic, Entry... claims) {
    node.log.append(new Batch(Map.of(topic, List.of(claims)), List.of())).join();
  }

  private static Entry reading(int key, int device, long time) {
    return event(key, time, Values.of(SCHEMAS.get("vital-sign"),
        Map.of("device", "device:D" + device, "measure", "heart-rate")));
  }

  private static Entry wear(int key, int device) {
    return event(key, 0, Values.of(SCHEMAS.get("device-wear"),
        Map.of("device", "device:D" + device, "person", "elder:E" + key, "wornFrom", 0L)));
  }

  private static Entry event(int key, long time, byte[] values) {
    return new Entry(new Key(2, key), Entry.Kind.UPSERT, "bed", time, 0, "", "", List.of(),
        new ClaimPayload("civil", "e" + key, List.of(), values).encode());
  }

  private static void append(Node node, List<Entry> claims) {
    for (int at = 0; at < claims.size(); at += 25) {
      List<Entry> batch = claims.subList(at, Math.min(claims.size(), at + 25));
      node.log.append(new Batch(Map.of(CLAIMS, batch), List.of())).join();
    }
  }

  /** Claims that come, change, move to another person and are withdrawn. */
  private static List<Entry> history(Random random, int size) {
    List<Entry> claims = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int key = random.nextInt(40);
      claims.add(random.nextInt(5) == 0 ? withdrawn(key) : claim(key, random.nextInt(25), random.nextInt(9)));
    }
    return claims;
  }

  /** The same claims in another order, the last of each key still the last. */
  private static List<Entry> shuffled(List<Entry> history, Random random) {
    List<Entry> last = new ArrayList<>();
    List<Entry> others = new ArrayList<>();
    Set<Key> seen = new HashSet<>();
    for (Entry claim : history.reversed()) {
      (seen.add(claim.key()) ? last : others).add(claim);
    }
    Collections.shuffle(others, random);
    Collections.shuffle(last, random);
    others.addAll(last);
    return others;
  }

  private static List<Entry> entries(Log log, String topic) {
    List<Entry> entries = new ArrayList<>();
    for (List<Block> blocks = log.read(topic, 0, 99); !blocks.isEmpty(); blocks = log
        .read(topic, blocks.getLast().last(), 99)) {
      blocks.forEach(block -> entries.addAll(block.entries()));
    }
    return entries;
  }

  /** Fields and who said so of every live record, by key. */
  private static Map<Key, String> records(Log log) {
    Map<Key, Entry> last = new HashMap<>();
    entries(log, RECORDS).forEach(entry -> last.put(entry.key(), entry));
    Map<Key, String> live = new TreeMap<>();
    last.forEach((key, entry) -> {
      if (entry.kind() == Entry.Kind.UPSERT) {
        live.put(key, entry.area() + " " + HexFormat.of().formatHex(entry.payload()));
      }
    });
    return live;
  }

  private static Entry claim(int key, int person, int version) {
    return new Entry(new Key(1, key), Entry.Kind.UPSERT, "registry" + key % 3, version, version, "", "", List.of(),
        new ClaimPayload(key % 2 == 0 ? "police" : "civil", "r" + key,
            List.of(new Identifier(RESIDENT.identifiedBy().getFirst(), "P" + person)),
            Values.of(RESIDENT, Map.of("name", "王" + version, "grid", "37030200" + person % 3))).encode());
  }

  private static Entry withdrawn(int key) {
    return new Entry(new Key(1, key), Entry.Kind.DELETE, "registry" + key % 3, 0, 0, "", "", List.of(), new byte[0]);
  }
}
