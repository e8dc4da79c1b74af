package cn.yilu.examples.bench;

import cn.yilu.examples.process.Api;
import cn.yilu.examples.town.Town;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the feed of a loaded town to its end, with masks and an area filter, and the same rows by bare {@code COPY … TO
 * STDOUT} from the same PostgreSQL; prints both rates and their ratio. Argument: number of residents, 540,000 unless
 * given.
 */
public final class FeedBenchmark {
  private static final String DATASET = "household-registration";

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
      bench.copyIn();
      bench.load();
      String token = bench.service().reader(DATASET, fields, "370302");
      String address = "/api/v1/feeds/" + DATASET + "?limit=10000";
      // Before the clock runs, as in the load benchmark: a service that runs is compiled code, and so is its database's.
      for (int i = 0; i < WARMING; i++) {
        bench.service().api().readFeed(address, token);
      }
      Census.CopiedOut copy = bench.census().copyOut();
      long start = System.nanoTime();
      Api.Read read = bench.service().api().readFeed(address, token);
      double feed = Census.seconds(start);
      double rows = residents / copy.seconds();
      double lines = read.lines() / feed;
      double copied = copy.bytes() / copy.seconds() / 1e6;
      double served = read.bytes() / feed / 1e6;
      out.accept("COPY TO STDOUT %,10.0f rows/s (%.1f s), %,.0f MB/s".formatted(rows, copy.seconds(), copied));
      out.accept("feed           %,10.0f lines/s (%.1f s, %,d lines), %,.0f MB/s".formatted(lines, feed, read.lines(),
          served));
      out.accept("ratio          %10.2f of rows, %.2f of bytes: a line says of every field who said it and when"
          .formatted(lines / rows, served / copied));
      return read.lines();
    }
  }
}
