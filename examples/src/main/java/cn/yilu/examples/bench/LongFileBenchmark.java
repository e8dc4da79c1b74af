package cn.yilu.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Drops one long file of the registry, every row another person, into the folder of a service with a small heap, through
 * the released mapping with all its claims a row; then throws its projections away and lets it make them anew from the
 * log. Prints rates and the heap, and fails when a row is missing from the source's count or from the feed, or when the
 * service ran out of memory. Arguments: rows (5,000,000) and heap (512m).
 */
public final class LongFileBenchmark {
  private static final String DATASET = "household-registration";
  private static final String SOURCE = "long-file";

  private LongFileBenchmark() {}

  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? 5_000_000 : Integer.parseInt(args[0]), args.length < 2 ? "512m" : args[1],
        System.out::println);
  }

  /** Gives the number of records read from the feed. */
  static long run(int rows, String heap, Consumer<String> out) throws Exception {
    try (BenchFolder folder = new BenchFolder()) {
      LongFile file = LongFile.write(folder.path().resolve("long.csv"), rows);
      out.accept("file          %,10d rows (%,d MB), every one another person".formatted(file.rows(), file.bytes()
          / 1_000_000));
      Path data = folder.path().resolve("data");
      try (BenchService service = new BenchService(data, Optional.empty(), heap)) {
        String token = service.reader("bench", DATASET, Map.of("householdNumber", "none"), Optional.of("370302"));
        load(service, file, token, heap, out);
        service.endInOrder();
        BenchFolder.clear(data.resolve("projections"));
        return rebuilt(service, file, token, heap, out);
      }
    }
  }

  private static void load(BenchService service, LongFile file, String token, String heap, Consumer<String> out)
      throws IOException, InterruptedException {
    try (HeapWatch watch = new HeapWatch(service.base())) {
      Path inbox = service.registryFolder(SOURCE, "registry");
      service.awaitSource(SOURCE);
      long start = System.nanoTime();
      Files.move(file.file(), inbox.resolve("long.csv"), StandardCopyOption.ATOMIC_MOVE);
      service.awaitCommitted(SOURCE, file.rows());
      double committed = Census.seconds(start);
      service.awaitMerged(SOURCE);
      double visible = Census.seconds(start);
      out.accept(
          "whole way     %,10.0f rows/s (committed after %.1f s, visible after %.1f s), four claims a row, one a household"
              .formatted(file.rows() / visible, committed, visible));
      Expected.same("rows that the source tells of", file.rows(), service.received(SOURCE));
      long records = records(service, file, token);
      out.accept("feed          %,10d records, one for each person who is still there".formatted(records));
      out.accept(watch.told(heap, service.pid()));
    }
  }

  /** The service is ready when its projections are as far as they were. */
  private static long rebuilt(BenchService before, LongFile file, String token, String heap, Consumer<String> out)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (BenchService again = before.again()) {
      again.awaitMerged(SOURCE);
      double seconds = Census.seconds(start);
      out.accept(
          "from the log  %,10.0f rows/s: all projections made anew and ready after %.1f s, heap of %s, process %,d MiB"
              .formatted(file.rows() / seconds, seconds, heap, HeapWatch.resident(again.pid())));
      long records = records(again, file, token);
      again.endInOrder();
      out.accept("ended when asked to, both times, and never ran out of memory");
      return records;
    }
  }

  private static long records(BenchService service, LongFile file, String token) throws IOException {
    long records = new FeedReader(service.base() + "/api/v1/feeds/" + DATASET + "?limit=10000", token).read(
        FeedReader.Form.NDJSON).lines();
    Expected.same("records in the feed", file.records(), records);
    return records;
  }
}
