package cn.yilu.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.registry.CensusFile;
import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  private static final int RESIDENTS = Integer.getInteger("yilu.crash.residents", 12_000);
  private static final int KILLS = Integer.getInteger("yilu.crash.kills", 3);

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
    Map<String, String> expected = SharedRecords.of(calm);
    assertThat(expected).hasSizeGreaterThan(RESIDENTS);
    assertThat(SharedRecords.of(rough)).isEqualTo(expected);
  }

  /** Kills the service at random moments of the load, as often as asked or until the load is through. */
  private static int killInTheMiddle(Path data) throws Exception {
    Random random = new Random();
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      try (LoadingService service = new LoadingService(data)) {
        service.awaitSource();
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
        kills += service.loaded("census.csv") ? 0 : 1;
        service.kill();
      }
    }
    return kills;
  }

  private static void finish(Path data) throws Exception {
    try (LoadingService service = new LoadingService(data)) {
      service.awaitMerged("census.csv");
    }
  }
}
