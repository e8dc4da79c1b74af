package cn.yilu.examples.bench;

import cn.yilu.examples.town.Town;
import java.util.function.Consumer;

/**
 * Loads the registry's file of a town through the whole way (files source, parse, map, check, merge, commit, visible in
 * the feed), first as one record a row, then as all that a row says. Beside it the same records by bare {@code COPY} as
 * rows with their key as primary key into the same PostgreSQL, and the file's rows as they stand, whose numbers come in
 * order. Prints the rates and their ratios. Argument: number of residents, 540,000 unless given.
 */
public final class LoadBenchmark {
  private LoadBenchmark() {}

  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? 540_000 : Integer.parseInt(args[0]), System.out::println);
  }

  /** Gives the ratio of the rates for one record a row; above 1 the whole way is faster. */
  static double run(int residents, Consumer<String> out) throws Exception {
    try (Workbench bench = new Workbench(new Town(1, residents))) {
      bench.warmUp();
      Workbench.Load load = bench.loadRecords();
      Workbench.Copied copied = bench.copyRecords();
      double records = copied.records() / copied.seconds();
      double rows = residents / bench.copyIn();
      out.accept(
          "bare COPY     %,10.0f records/s by their keys (%.1f s), %,.0f rows/s of the file as it stands".formatted(
              records, copied.seconds(), rows));
      print("one record a row", residents, records, rows, load, out);
      print("four claims a row and one a household", residents, records, rows, bench.load(), out);
      return residents / load.visible() / records;
    }
  }

  private static void print(String what, int residents, double records, double rows, Workbench.Load load,
      Consumer<String> out) {
    double rate = residents / load.visible();
    out.accept("whole way     %,10.0f rows/s (%.1f s, committed after %.1f s), ratio %.2f, of the file's rows %.2f: %s"
        .formatted(rate, load.visible(), load.committed(), rate / records, rate / rows, what));
  }
}
