package cn.yilu.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.registry.CensusFile;
import cn.yilu.examples.town.Town;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source delivers all it has, a tenth less the second time; the third time nothing changes but the file itself. */
class FullDeliveryCrashTest {
  private static final int RESIDENTS = Integer.getInteger("yilu.crash.residents", 12_000);
  private static final int KILLS = Integer.getInteger("yilu.crash.kills", 3);
  private static final Charset GB18030 = Charset.forName("GB18030");

  @TempDir
  private Path folder;

  @Test
  void killedInTheMiddleOfAFullDeliveryItWithdrawsWhatAnUndisturbedRunWithdraws() throws Exception {
    byte[] key = new byte[32];
    new Random(1).nextBytes(key);
    Path calm = folder.resolve("calm");
    Path rough = folder.resolve("rough");
    List<Path> files = files();

    int before = deliver(calm, key, files, 0);
    int kills = deliver(rough, key, files, KILLS);

    assertThat(before).isZero();
    assertThat(kills).as("kills before the whole file was committed").isPositive();
    Map<String, String> expected = SharedRecords.of(calm);
    assertThat(expected.keySet().stream().filter(record -> record.startsWith("household-registration/")).count())
        .isBetween(RESIDENTS * 8L / 10, RESIDENTS * 9L / 10);
    assertThat(SharedRecords.of(rough)).isEqualTo(expected);
  }

  private List<Path> files() throws Exception {
    Path all = folder.resolve("all.csv");
    CensusFile.write(new Town(42, RESIDENTS), all);
    List<String> fewer = new ArrayList<>(Files.readAllLines(all, GB18030));
    for (int row = fewer.size() - 1; row > 0; row -= 10) {
      fewer.remove(row);
    }
    Path less = Files.write(folder.resolve("less.csv"), fewer, GB18030);
    fewer.add("");
    return List.of(all, less, Files.write(folder.resolve("same.csv"), fewer, GB18030));
  }

  /** Kills the service so often at random rows of the second file; a delivery begins when the one before is compared. */
  private static int deliver(Path data, byte[] key, List<Path> files, int kills) throws Exception {
    LoadingService.prepare(data, key, "delivers: snapshot");
    finish(data, files.get(0));
    LoadingService.drop(data, files.get(1));
    Random random = new Random();
    String second = files.get(1).getFileName().toString();
    int killed = 0;
    for (int i = 0; i < kills; i++) {
      try (LoadingService service = new LoadingService(data)) {
        service.awaitSource();
        service.awaitReceived(RESIDENTS + (long) (RESIDENTS * 0.9 * (i + random.nextDouble()) / kills), second);
        killed += service.loaded(second) ? 0 : 1;
        service.kill();
      }
    }
    finish(data, files.get(1));
    finish(data, files.get(2));
    return killed;
  }

  private static void finish(Path data, Path file) throws Exception {
    String name = file.getFileName().toString();
    try (LoadingService service = new LoadingService(data)) {
      if (!service.loaded(name) && !Files.exists(data.resolve("inbox").resolve(name))) {
        LoadingService.drop(data, file);
      }
      service.awaitMerged(name);
    }
  }
}
