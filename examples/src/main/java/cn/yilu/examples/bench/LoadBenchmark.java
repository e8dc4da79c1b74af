package cn.yilu.examples.bench;

import cn.yilu.examples.town.Town;
import java.util.function.Consumer;

/**
 * Loads the registry's file of a town through the whole way (files source, parse, map, check, merge, commit, visible in
 * the feed) and by bare {@code COPY} into a table with primary key of the same PostgreSQL; prints both rates and their
 * ratio. Argument: number of residents, 540,000 unless given.
 */
public final class LoadBenchmark {
  private LoadBenchmark() {}

  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? 540_000 : Integer.parseInt(args[0]), System.out::println);
  }

  /** Gives the ratio of the rates; above 1 the whole way is faster. */
  static double run(int residents, Consumer<String> out) throws Exception {
    try (Workbench bench = new Workbench(new Town(1, residents))) {
      bench.warmUp();
      double copy = bench.copyIn();
      Workbench.Load load = bench.load();
      out.accept("bare COPY     %,10.0f rows/s (%.1f s)".formatted(residents / copy, copy));
      out.accept("whole way     %,10.0f rows/s (%.1f s, committed after %.1f s), four claims a row and one a household"
          .formatted(
              residents / load.visible(), load.visible(), load.committed()));
      out.accept("ratio         %10.2f".formatted(copy / load.visible()));
      return copy / load.visible();
    }
  }
}
