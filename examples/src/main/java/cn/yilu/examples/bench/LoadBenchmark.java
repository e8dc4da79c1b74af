package cn.yilu.examples.bench;

import cn.yilu.examples.town.Town;
import java.util.function.Consumer;

/**
 * Loads the registry's file of a town through the whole way (files source, parse, map, check, merge, commit, visible in
 * the feed) and by bare {@code COPY} into a table with primary key of the same PostgreSQL; prints the rates and their
 * ratio, first for the same one record a row, then for all that a row says. Argument: number of residents, 540,000
 * unless given.
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
      double copy = bench.copyIn();
      out.accept("bare COPY     %,10.0f rows/s (%.1f s)".formatted(residents / copy, copy));
      Workbench.Load records = bench.loadRecords();
      print("one record a row", residents, copy, records, out);
      print("four claims a row and one a household", residents, copy, bench.load(), out);
      return copy / records.visible();
    }
  }

  private static void print(String what, int residents, double copy, Workbench.Load load, Consumer<String> out) {
    out.accept("whole way     %,10.0f rows/s (%.1f s, committed after %.1f s), ratio %.2f: %s".formatted(
        residents / load.visible(), load.visible(), load.committed(), copy / load.visible(), what));
  }
}
