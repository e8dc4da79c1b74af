package cn.yilu.catalogue.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLogCrashTest {
  private static final int SOURCES = 4;

  @TempDir
  Path home;

  @Test
  void afterEveryKillAllThatWasAcknowledgedIsThereOnceAndAgreesWithThePositions() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Long> acknowledged = new HashMap<>();

    for (int round = 0; round < 4; round++) {
      appendUntilKilled(20 + random.nextInt(300), acknowledged);
      if (round % 2 == 1) {
        killDatabase();
      }
    }

    try (EmbeddedServer server = EmbeddedServer.start(settings(home));
        HikariDataSource database = server.address().pool(6);
        PostgresLog log = new PostgresLog(database)) {
      for (int source = 0; source < SOURCES; source++) {
        long position = position(log, source);
        assertThat(position).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged.getOrDefault("" + source, 0L));
        for (String topic : List.of("t", "u")) {
          assertThat(numbers(log, topic, source)).as("seed %d", seed)
              .containsExactlyElementsOf(LongStream.rangeClosed(1, position).boxed().toList());
        }
        assertThat(lastOfEachKey(log, source)).as("seed %d", seed).isEqualTo(position);
      }
      assertThat(trail(log)).as("seed %d", seed)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, log.head("k")).boxed().toList());
      compact(database, Long.MAX_VALUE);
      assertThat(log.read("k", 0, 1000).stream().mapToInt(block -> block.entries().size()).sum()).as("seed %d", seed)
          .isEqualTo(SOURCES);
    }
  }

  private void appendUntilKilled(int lines, Map<String, Long> acknowledged) throws IOException, InterruptedException {
    Process node = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx128m", "-cp",
        System.getProperty("java.class.path"), Node.class.getName(), home.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (BufferedReader out = node.inputReader(UTF_8)) {
      int heard = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("ack ")) {
          String[] words = line.split(" ");
          acknowledged.merge(words[1], Long.valueOf(words[2]), Math::max);
          heard++;
        }
        if (heard == lines) {
          node.toHandle().destroyForcibly();
        }
      }
      assertThat(heard).isGreaterThanOrEqualTo(lines);
    } finally {
      node.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** The server outlived the node; now it dies as suddenly. */
  private void killDatabase() throws IOException {
    String pid = Files.readAllLines(settings(home).home().resolve("data/postmaster.pid")).getFirst();
    ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    server.destroyForcibly();
    server.onExit().join();
  }

  /** What a source appended, in order, while looking that no number of the topic is left out. */
  private static List<Long> numbers(Log log, String topic, int source) {
    List<Long> numbers = new ArrayList<>();
    long seen = 0;
    for (List<Block> blocks = log.read(topic, 0, 1000); !blocks.isEmpty(); blocks = log.read(topic, seen, 1000)) {
      for (Block block : blocks) {
        assertThat(block.first()).isEqualTo(seen + 1);
        seen = block.last();
        block.entries()
            .stream()
            .filter(entry -> entry.key().high() == source)
            .forEach(entry -> numbers.add(entry.key().low()));
      }
    }
    assertThat(seen).isEqualTo(log.head(topic));
    return numbers;
  }

  /** What the last entry of the source's only key in the compacted topic says, while looking that no range is left out. */
  private static long lastOfEachKey(Log log, int source) {
    long[] last = {0};
    long seen = 0;
    for (List<Block> blocks = log.read("k", 0, 1000); !blocks.isEmpty(); blocks = log.read("k", seen, 1000)) {
      for (Block block : blocks) {
        assertThat(block.first()).isEqualTo(seen + 1);
        seen = block.last();
        block.entries().stream().filter(entry -> entry.key().low() == source)
            .forEach(entry -> last[0] = entry.eventTime());
      }
    }
    assertThat(seen).isEqualTo(log.head("k"));
    return last[0];
  }

  private static List<Long> trail(Log log) {
    List<Long> numbers = new ArrayList<>();
    for (List<Block> blocks = log.trail("k", 0, 500); !blocks.isEmpty(); blocks = log
        .trail("k", blocks.getLast().last(), 500)) {
      blocks.forEach(block -> IntStream.range(0, block.entries().size()).mapToLong(block::sequence)
          .forEach(numbers::add));
    }
    return numbers;
  }

  private static void compact(DataSource database, long upTo) {
    new PostgresCompaction(database, Clock.systemUTC()).compact("k",
        new Compaction.Bounds(upTo, Instant.now(), Instant.EPOCH), () -> true);
  }

  private static EmbeddedSettings settings(Path home) {
    return EmbeddedSettings.in(home, home.resolve("secrets"), "yilu", "yilu").withBinaries(Path.of("target/postgres"));
  }

  private static long position(Log log, int source) {
    return log.position("source/" + source).map(value -> Long.valueOf(new String(value, UTF_8))).orElse(0L);
  }

  /**
   * Appends for several sources at once, each going on where its position is, and says what was acknowledged; compacts a
   * topic all the while.
   */
  static final class Node {
    private Node() {}

    public static void main(String[] args) {
      EmbeddedServer server = EmbeddedServer.start(settings(Path.of(args[0])));
      HikariDataSource database = server.address().pool(6);
      Flyway.configure().dataSource(database).load().migrate();
      PostgresLog log = new PostgresLog(database);
      Thread.ofPlatform().daemon().start(() -> {
        while (true) {
          compact(database, Long.MAX_VALUE);
        }
      });
      IntStream.range(0, SOURCES).forEach(source -> Thread.ofPlatform().start(() -> append(log, source)));
    }

    private static Entry keyed(int source, long n) {
      return new Entry(new Key(0, source), Entry.Kind.UPSERT, "s", n, n, "", "", List.of(), new byte[20]);
    }

    private static void append(Log log, int source) {
      for (long n = position(log, source) + 1;; n++) {
        Entry entry = new Entry(new Key(source, n), Entry.Kind.UPSERT, "s" + source, n, n, "", "", List.of(),
            new byte[50]);
        Batch.Move move = LogContract.moveOf("source/" + source, n == 1 ? null : "" + (n - 1), "" + n);
        Appended outcome = log.append(new Batch(Map.of("t", List.of(entry), "u", List.of(entry), "k",
            List.of(keyed(source, n))), List.of(move)))
            .join();
        if (!(outcome instanceof Appended.Committed)) {
          throw new IllegalStateException("refused at " + n);
        }
        System.out.println("ack " + source + " " + n);
      }
    }
  }
}
