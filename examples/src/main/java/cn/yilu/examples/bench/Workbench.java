package cn.yilu.examples.bench;

import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import cn.yilu.examples.registry.CensusFile;
import cn.yilu.examples.town.Town;
import cn.yilu.mappings.MappingLibrary;
import cn.yilu.mappings.view.View;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One PostgreSQL, one service on it, one file of a town: everything a run needs, gone afterwards. */
final class Workbench implements AutoCloseable {
  static final String DATASET = "household-registration";
  private static final String REGISTRY = "registry";
  private static final String ONE_RECORD = "registry-one-record";
  private final BenchFolder folder = new BenchFolder();
  private final Path file;
  private final Town town;
  private final EmbeddedServer postgres;
  private final BenchService service;
  private int towns;

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

  /** The registry's file by bare {@code COPY}, its rows as they stand; seconds. */
  double copyIn() throws SQLException, IOException {
    return census().copyIn(file);
  }

  /** Records by {@code COPY}: how many, and in how many seconds. */
  record Copied(long records, double seconds) {}

  /** What {@link #loadRecords} made, as rows under their keys, by bare {@code COPY} into the same PostgreSQL. */
  Copied copyRecords() throws SQLException, IOException, InterruptedException {
    SharedSchema schema = SharedSchemas.released().get(DATASET);
    Map<String, String> whole = new TreeMap<>(Map.of(View.KEY, "none"));
    schema.fields().forEach(field -> whole.put(field.name(), "none"));
    RecordFile records = new RecordFile(schema, folder.path().resolve("records.csv"));
    long count = records.write(feed(service.reader("copier", DATASET, whole, Optional.empty())));
    return new Copied(count, census().copyIn(records));
  }

  /** The feed of the records as this program sees it. */
  FeedReader feed(String token) {
    return new FeedReader(service.base() + "/api/v1/feeds/" + DATASET + "?limit=10000", token);
  }

  /** Seconds until all rows were committed, and until all were merged and visible in the feeds. */
  record Load(double committed, double visible) {}

  /**
   * Loads a fifth as many people of another town through another source, since a service that runs is compiled code
   * as much as the database is, and a just started one is not.
   */
  void warmUp() throws IOException, InterruptedException {
    load("warm-up", REGISTRY, other(town.population() / 5), town.population() / 5);
  }

  /** Loads the town as the one record a row that {@code COPY} makes of it: its household registration. */
  Load loadRecords() throws IOException, InterruptedException {
    String registry = MappingLibrary.released(REGISTRY).orElseThrow();
    service.mapping(ONE_RECORD, registry.substring(0, registry.indexOf("\n  - dataset: resident"))
        .replace("mapping: " + REGISTRY, "mapping: " + ONE_RECORD));
    return load("records", ONE_RECORD, file, town.population());
  }

  /** Loads another town of this size as everything that a registry's row says. */
  Load load() throws IOException, InterruptedException {
    return load("census", REGISTRY, other(town.population()), town.population());
  }

  private Path other(int residents) throws IOException {
    towns++;
    Path people = folder.path().resolve("town-" + towns + ".csv");
    CensusFile.write(new Town(town.seed() + towns, residents), people);
    return people;
  }

  /** Drops a file into the folder of a source and waits. */
  private Load load(String source, String mapping, Path people, int rows) throws IOException, InterruptedException {
    Path inbox = service.registryFolder(source, mapping);
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
