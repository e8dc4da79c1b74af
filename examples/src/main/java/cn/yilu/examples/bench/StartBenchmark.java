package cn.yilu.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the service on an empty data directory, and again on the same; prints the seconds until it was ready. */
public final class StartBenchmark {
  private StartBenchmark() {}

  public static void main(String[] args) throws Exception {
    run(System.out::println);
  }

  static void run(Consumer<String> out) throws IOException, InterruptedException {
    try (BenchFolder folder = new BenchFolder()) {
      out.accept("cold start %.1f s".formatted(start(folder.path())));
      out.accept("warm start %.1f s".formatted(start(folder.path())));
    }
  }

  private static double start(Path folder) throws IOException, InterruptedException {
    long start = System.nanoTime();
    BenchService service = new BenchService(folder.resolve("data"), Optional.empty());
    double seconds = Census.seconds(start);
    service.close();
    return seconds;
  }
}
