package cn.yilu.examples.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Looks at the heap of a service every 200 ms, as its metrics tell, and keeps the most it saw, with garbage and without. */
final class HeapWatch implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI metrics;
  private final Thread thread;
  private volatile double peak;
  private volatile double live;

  HeapWatch(String base) {
    metrics = URI.create(base + "/actuator/prometheus");
    thread = Thread.ofVirtual().start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(Duration.ofMillis(200));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A look that fails is made up for by the next. */
  private void look() throws InterruptedException {
    try {
      String text = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString()).body();
      peak = Math.max(peak, sum(text, "jvm_memory_used_bytes{area=\"heap\""));
      live = Math.max(live, sum(text, "jvm_gc_live_data_size_bytes"));
    } catch (IOException e) {
      peak = Math.max(peak, 0);
    }
  }

  private static double sum(String text, String name) {
    return text.lines().filter(l -> l.startsWith(name))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ')))).sum();
  }

  /**
   * A line about it: the most heap in use, the most that lived on after a collection of all of it, and the most memory
   * the process ever had.
   */
  String told(String limit, long pid) throws IOException {
    return "heap          %,10.0f MiB at most in use of %s, %,.0f MiB at most left by a full collection, process %,d MiB"
        .formatted(peak / (1 << 20), limit, live / (1 << 20), resident(pid));
  }

  /** The most memory the process ever had, in MiB, as the kernel counts; 0 when it does not tell. */
  static long resident(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    return !Files.exists(status)
        ? 0
        : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
  }

  @Override
  public void close() {
    thread.interrupt();
    http.close();
  }
}
