package cn.yilu.examples.bench;

import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import cn.yilu.examples.registry.CensusFile;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;

/** One PostgreSQL, one service on it, one file of a town: everything a run needs, gone afterwards. */
final class Workbench implements AutoCloseable {
  private final BenchFolder folder = new BenchFolder();
  private final Path file;
  private final Town town;
  private final EmbeddedServer postgres;
  private final BenchService service;

  Workbench(Town town) throws IOException, InterruptedException {
    this.town = town;
    file = folder.path().resolve("census.csv");
    CensusFile.write(town, file);
    postgres = EmbeddedServer
        .start(EmbeddedSettings.in(folder.path().resolve("postgres"), folder.path(), "yilu", "yilu"));
    service = new BenchService(folder.path().resolve("data"), Optional.of(postgres.address()));
  }

  BenchService service() {
    return service;
  }

  Census census() {
    return new Census(postgres.address());
  }

  /** Bare {@code COPY}; seconds. */
  double copyIn() throws SQLException, IOException {
    return census().copyIn(file);
  }

  /** Seconds until all rows were committed, and until all were merged and visible in the feeds. */
  record Load(double committed, double visible) {}

  /**
   * Loads a fifth as many people of another town through another source, since a service that runs is compiled code
   * as much as the database is, and a just started one is not.
   */
  void warmUp() throws IOException, InterruptedException {
    Town other = new Town(town.seed() + 1, town.population() / 5);
    Path people = folder.path().resolve("warm-up.csv");
    CensusFile.write(other, people);
    load("warm-up", people, other.population());
  }

  /** Loads the town. */
  Load load() throws IOException, InterruptedException {
    return load("census", file, town.population());
  }

  /** Drops a file into the folder of a source and waits. */
  private Load load(String source, Path people, int rows) throws IOException, InterruptedException {
    Path inbox = service.registryFolder(source);
    service.awaitSource(source);
    Path part = Files.copy(people, inbox.resolve(".census.part"));
    long start = System.nanoTime();
    Files.move(part, inbox.resolve("census.csv"), StandardCopyOption.ATOMIC_MOVE);
    service.awaitCommitted(source, rows);
    double committed = Census.seconds(start);
    service.awaitMerged(source);
    return new Load(committed, Census.seconds(start));
  }

  @Override
  public void close() throws IOException {
    service.close();
    postgres.close();
    folder.close();
  }
}
