package cn.yilu.examples.bench;

import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the feed of a loaded town to its end, with masks and an area filter, and the same fields of the same records by
 * bare {@code COPY … TO STDOUT} from the same PostgreSQL; prints the rates and their ratios for both forms of the feed, whose lines say of
 * every field who said it and when. Argument: number of residents, 540,000 unless given.
 */
public final class FeedBenchmark {
  private static final String AREA = "370302";
  private static final int WARMING = 4;

  private FeedBenchmark() {}

  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? 540_000 : Integer.parseInt(args[0]), System.out::println);
  }

  /** Gives the number of lines read. */
  static long run(int residents, Consumer<String> out) throws Exception {
    Map<String, String> fields = new TreeMap<>(Map.of("name", "name", "sex", "none", "birthDate", "year", "ethnicity",
        "none", "residentId", "id", "registeredAddress", "address", "relationToHead", "none", "community", "none"));
    try (Workbench bench = new Workbench(new Town(1, residents))) {
      bench.loadRecords();
      bench.copyRecords();
      FeedReader feed = bench.feed(bench.service().reader("bench", Workbench.DATASET, fields, Optional.of(AREA)));
      // Before the clock runs, as in the load benchmark: a service that runs is compiled code, and so is its database's.
      for (int i = 0; i < WARMING; i++) {
        for (FeedReader.Form form : FeedReader.Form.values()) {
          feed.read(form);
        }
      }
      bench.service().awaitQuiet();
      Census.CopiedOut copy = bench.census().copyOut(fields.keySet(), AREA);
      double rows = copy.rows() / copy.seconds();
      out.accept("COPY TO STDOUT %,10.0f rows/s (%.1f s), %,.0f MB/s".formatted(rows, copy.seconds(), copied(copy)));
      long lines = 0;
      for (FeedReader.Form form : FeedReader.Form.values()) {
        lines = compared(form, feed, copy, rows, out);
      }
      return lines;
    }
  }

  private static long compared(FeedReader.Form form, FeedReader feed, Census.CopiedOut copy, double rows,
      Consumer<String> out) throws IOException {
    long start = System.nanoTime();
    FeedReader.Read read = feed.read(form);
    double seconds = Census.seconds(start);
    double lines = read.lines() / seconds;
    double served = read.bytes() / seconds / 1e6;
    out.accept(
        "feed, %-7s  %,10.0f lines/s (%.1f s, %,d lines), %,.0f MB/s, ratio %.2f of rows, %.2f of bytes".formatted(
            form, lines, seconds, read.lines(), served, lines / rows, served / copied(copy)));
    return read.lines();
  }

  private static double copied(Census.CopiedOut copy) {
    return copy.bytes() / copy.seconds() / 1e6;
  }
}
