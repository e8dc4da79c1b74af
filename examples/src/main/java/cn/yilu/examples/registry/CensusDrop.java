package cn.yilu.examples.registry;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A police station without a line to the registry: what it keeps comes as a GB18030 file in a folder, once. */
public final class CensusDrop {
  private final Kept delivered;
  private final Path folder;
  private final Town town;

  /** Keeps in {@code home} what was put into {@code folder}. */
  public CensusDrop(Path home, Path folder, Town town) {
    this.delivered = new Kept(home.resolve("drop.properties"));
    this.folder = folder;
    this.town = town;
  }

  /** Puts the file into the folder, once: every tenth household but the first, which is 王桂兰's. */
  public void deliver() throws IOException {
    if (delivered.get("done").isEmpty()) {
      Files.createDirectories(folder);
      CensusFile.write(town.households().filter(household -> household.residents().getFirst().number() % 10 == 5)
          .flatMap(household -> household.residents().stream().map(r -> CensusRow.of(town, household, r))),
          folder.resolve("czrk-station-05.csv"));
      delivered.put("done", "true");
    }
  }
}
