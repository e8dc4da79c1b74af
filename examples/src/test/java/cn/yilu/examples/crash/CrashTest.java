package cn.yilu.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import cn.yilu.catalogue.record.SharedRecord;
import cn.yilu.examples.registry.CensusFile;
import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  private static final int RESIDENTS = Integer.getInteger("yilu.crash.residents", 12_000);
  private static final int KILLS = Integer.getInteger("yilu.crash.kills", 3);
  private static final List<String> DATASETS = List.of("resident", "household-registration", "dwelling");

  @TempDir
  private Path folder;

  @Test
  void killedInTheMiddleOfALoadItEndsInTheSameRecordsAsAnUndisturbedRun() throws Exception {
    Path census = folder.resolve("census.csv");
    CensusFile.write(new Town(42, RESIDENTS), census);
    byte[] key = new byte[32];
    new Random(1).nextBytes(key);
    Path calm = folder.resolve("calm");
    Path rough = folder.resolve("rough");

    LoadingService.prepare(calm, census, key);
    finish(calm);
    LoadingService.prepare(rough, census, key);
    int kills = killInTheMiddle(rough);
    finish(rough);

    assertThat(kills).as("kills before the whole file was committed").isPositive();
    Map<String, String> expected = records(calm);
    assertThat(expected).hasSizeGreaterThan(RESIDENTS);
    assertThat(records(rough)).isEqualTo(expected);
  }

  /** Kills the service at random moments of the load, as often as asked or until the load is through. */
  private static int killInTheMiddle(Path data) throws Exception {
    Random random = new Random();
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      try (LoadingService service = new LoadingService(data)) {
        service.awaitSource();
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
        kills += service.loaded() ? 0 : 1;
        service.kill();
      }
    }
    return kills;
  }

  private static void finish(Path data) throws Exception {
    try (LoadingService service = new LoadingService(data)) {
      service.awaitMerged();
    }
  }

  /** Current records by dataset and key: fields and who said so, without sequence and recorded time. */
  private static Map<String, String> records(Path data) {
    Map<String, String> records = new TreeMap<>();
    try (EmbeddedServer server = EmbeddedServer
        .start(EmbeddedSettings.in(data.resolve("postgres"), data.resolve("secrets"), "yilu", "yilu"));
        var pool = server.address().pool(4);
        PostgresLog log = new PostgresLog(pool)) {
      for (String dataset : DATASETS) {
        long after = 0;
        for (List<Block> blocks = log.read("records/" + dataset, after, 10_000); !blocks.isEmpty();) {
          blocks.forEach(block -> block.entries().forEach(entry -> take(records, dataset, entry)));
          after = blocks.getLast().last();
          blocks = log.read("records/" + dataset, after, 10_000);
        }
      }
    }
    return records;
  }

  private static void take(Map<String, String> records, String dataset, Entry entry) {
    String key = dataset + "/" + entry.key();
    if (entry.kind() == Entry.Kind.DELETE) {
      records.remove(key);
    } else {
      SharedRecord record = SharedRecord.decode(entry.payload());
      records.put(key, record.claims() + " " + record.sayings() + " " + Arrays.toString(record.saidBy()) + " "
          + entry.area() + " " + HexFormat.of().formatHex(record.values()));
    }
  }
}
