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
    LoadingService.prepare(calm, census, key);
    Duration took = load(calm);

    Path rough = killedInTheMiddle(census, key, took);
    finish(rough);

    Map<String, String> expected = SharedRecords.of(calm);
    assertThat(expected).hasSizeGreaterThan(RESIDENTS);
    assertThat(SharedRecords.of(rough)).isEqualTo(expected);
  }

  /** The whole file, undisturbed: how long it took from the start of the source to the last commit. */
  private static Duration load(Path data) throws Exception {
    try (LoadingService service = new LoadingService(data)) {
      service.awaitSource();
      long start = System.nanoTime();
      service.awaitLoaded("census.csv");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      service.awaitMerged("census.csv");
      return took;
    }
  }

  /**
   * Data of a service that was killed before the whole file was committed. Who was faster than the moment of the first kill begins anew with
   * earlier moments: how long a load takes differs from run to run.
   */
  private Path killedInTheMiddle(Path census, byte[] key, Duration took) throws Exception {
    Duration longest = took;
    for (int attempt = 0; attempt < 8; attempt++) {
      Path data = folder.resolve("rough" + attempt);
      LoadingService.prepare(data, census, key);
      if (kill(data, longest) > 0) {
        return data;
      }
      longest = longest.dividedBy(2);
    }
    throw new AssertionError("every load was through before the kill");
  }

  /** Kills the service at random moments of the load, as often as asked: how often before the load was through. */
  private static int kill(Path data, Duration longest) throws Exception {
    Random random = new Random();
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      try (LoadingService service = new LoadingService(data)) {
        service.awaitSource();
        LockSupport.parkNanos(random.nextLong(longest.toNanos()));
        service.kill();
        kills += service.loaded("census.csv") ? 0 : 1;
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
