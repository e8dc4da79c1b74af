package cn.yilu.catalogue.log;

import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;

/** Prints how fast the log takes and gives entries of about 260 bytes; the directory is an argument. */
public final class LogSpeed {
  private static final int ENTRIES = 540_000;

  private LogSpeed() {}

  public static void main(String[] args) throws Exception {
    Path home = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("log-speed");
    try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.in(home, home, "speed", "speed"));
        HikariDataSource database = server.address().pool(8)) {
      Flyway.configure().dataSource(database).load().migrate();
      try (PostgresLog log = new PostgresLog(database)) {
        String run = Long.toString(System.currentTimeMillis());
        append(log, run + "/warm", 1000, 8);
        for (int batch : new int[]{1000, 5000}) {
          for (int inFlight : new int[]{1, 8}) {
            append(log, run + "/" + batch + "/" + inFlight, batch, inFlight);
          }
        }
        for (int i = 0; i < 4; i++) {
          read(log, run + "/1000/8");
        }
        compact(log, new PostgresCompaction(database, Clock.systemUTC()), run + "/1000/8");
      }
    }
  }

  private static void append(Log log, String topic, int size, int inFlight) {
    List<List<Entry>> batches = batches(size);
    Queue<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
    long start = System.nanoTime();
    for (List<Entry> batch : batches) {
      if (waiting.size() == inFlight) {
        waiting.remove().join();
      }
      waiting.add(log.append(new Batch(Map.of(topic, batch), List.of())));
    }
    waiting.forEach(CompletableFuture::join);
    report("append, batches of " + size + ", in flight " + inFlight, start);
  }

  private static void read(Log log, String topic) {
    long start = System.nanoTime();
    long seen = 0;
    long bytes = 0;
    for (List<Block> blocks = log.read(topic, 0, 10_000); !blocks.isEmpty(); blocks = log.read(topic, seen, 10_000)) {
      for (Block block : blocks) {
        for (Entry entry : block.entries()) {
          bytes += entry.payload().length;
        }
        seen = block.last();
      }
    }
    report("read of " + bytes / 1_000_000 + " MB of payload", start);
  }

  /** The same keys delivered once more; what was first goes. */
  private static void compact(Log log, Compaction compaction, String topic) {
    append(log, topic, 1000, 8);
    Instant now = Instant.now();
    long start = System.nanoTime();
    Compaction.Freed freed = compaction.compact(topic, new Compaction.Bounds(Long.MAX_VALUE, now, Instant.EPOCH),
        () -> true);
    report("compaction, %,d MB before, %,d MB after".formatted(freed.bytesBefore() >> 20, freed.bytesAfter() >> 20),
        start);
    read(log, topic);
  }

  private static void report(String what, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%-40s %,10.0f entries/s (%.2f s)%n", what, ENTRIES / seconds, seconds);
  }

  private static List<List<Entry>> batches(int size) {
    SplittableRandom random = new SplittableRandom(7);
    List<List<Entry>> batches = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i += size) {
      List<Entry> batch = new ArrayList<>(size);
      for (int j = 0; j < Math.min(size, ENTRIES - i); j++) {
        batch.add(entry(random, i + j));
      }
      batches.add(batch);
    }
    return batches;
  }

  /** Half noise, half what repeats from record to record. */
  private static Entry entry(SplittableRandom random, int number) {
    ByteBuffer payload = ByteBuffer.allocate(260);
    payload.putInt(number);
    while (payload.position() < 132) {
      payload.putLong(random.nextLong());
    }
    payload.put("山东省淄博市淄川区般阳路街道,居住,汉族,已婚,业主,2025-06-30".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Entry(new Key(random.nextLong(), number), Entry.Kind.UPSERT, "registry", number, number + 5L,
        "5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0", "370302" + number % 50, List.of(),
        payload.array());
  }
}
