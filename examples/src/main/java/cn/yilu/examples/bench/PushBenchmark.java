package cn.yilu.examples.bench;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.MappedRow;
import cn.yilu.mappings.Mapping;
import cn.yilu.schemas.SharedSchemas;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Pushes a large NDJSON body to a service with a small heap, and again in many bodies by more senders than are let in at
 * once; prints rates, the heap, and the ratio to decoding and mapping the same body without the service, on one core.
 * What was pushed is counted at the end. Arguments: megabytes (1,000) and heap (512m).
 */
public final class PushBenchmark {
  private static final String DATASET = "household-registration";
  private static final String SOURCE = "bench-push";
  private static final int SENDERS = 12;
  private static final int MOST_PARTS = 200;

  private final Path folder;
  private final PushBody body;
  private final Consumer<String> out;

  private PushBenchmark(Path folder, PushBody body, Consumer<String> out) {
    this.folder = folder;
    this.body = body;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? 1_000 : Integer.parseInt(args[0]), args.length < 2 ? "512m" : args[1], System.out::println);
  }

  /** Gives the number of rows that the body had. */
  static long run(int megabytes, String heap, Consumer<String> out) throws Exception {
    try (BenchFolder folder = new BenchFolder()) {
      PushBody body = PushBody.write(folder.path().resolve("body.ndjson"), megabytes * 1_000_000L);
      new PushBenchmark(folder.path(), body, out).run(heap);
      return body.rows();
    }
  }

  private void run(String heap) throws Exception {
    double mapped = mapAlone();
    out.accept("mapping alone %,10.0f rows/s (%.1f s), one core".formatted(body.rows() / mapped, mapped));
    try (BenchService service = new BenchService(folder.resolve("data"), Optional.empty(), heap)) {
      String token = service.reader("bench", DATASET, Map.of("householdNumber", "none"), Optional.of("370302"));
      service.pushSource(SOURCE, "bench", MappingBenchmark.REGISTRATION);
      try (HeapWatch watch = new HeapWatch(service.base());
          PushSender sender = new PushSender(service.base() + "/api/v1/intake/" + SOURCE, token)) {
        whole(service, sender, mapped);
        long again = parts(service, sender);
        Expected.same("rows that the source tells of", body.rows() + again, service.received(SOURCE));
        Expected.same("records in the feed", body.rows(),
            new FeedReader(service.base() + "/api/v1/feeds/" + DATASET + "?limit=10000",
                token).read(FeedReader.Form.NDJSON).lines());
        out.accept(watch.told(heap, service.pid()));
      }
    }
  }

  private double mapAlone() throws IOException {
    Mapping mapping = Mapping.compile(MappingBenchmark.REGISTRATION, SharedSchemas.released());
    long[] used = {0};
    long start = System.nanoTime();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(body.file()), 1 << 16)) {
      mapping
          .read(new Delivery("bench", new Delivery.Stream(in), Optional.empty(), Instant.parse("2026-01-05T02:00:00Z"),
              ZoneId.of("Asia/Shanghai")), row -> used[0] += row instanceof MappedRow.Used ? 1 : 0);
    }
    Expected.same("rows mapped", body.rows(), used[0]);
    return Census.seconds(start);
  }

  /** One body; the receipt tells of each of its rows. */
  private void whole(BenchService service, PushSender sender, double limit) throws Exception {
    long start = System.nanoTime();
    PushSender.Receipt receipt = sender.push(BodyPublishers.ofFile(body.file()));
    double committed = Census.seconds(start);
    Expected.same("rows of the receipt", body.rows(), receipt.received());
    Expected.same("rows used", body.rows(), receipt.used());
    service.awaitMerged(SOURCE);
    double visible = Census.seconds(start);
    out.accept(
        "one push      %,10.0f rows/s (%,d MB, %,d rows, committed after %.1f s, visible after %.1f s)".formatted(
            body.rows() / committed, Files.size(body.file()) / 1_000_000, body.rows(), committed, visible));
    out.accept("ratio         %10.2f committed, %.2f visible".formatted(limit / committed, limit / visible));
  }

  /** The first rows again, in many bodies by more senders than are let in; gives how many rows that were. */
  private long parts(BenchService service, PushSender sender) throws Exception {
    List<byte[]> parts = body.parts(MOST_PARTS);
    List<Callable<PushSender.Receipt>> pushes = new ArrayList<>();
    parts.forEach(part -> pushes.add(() -> sender.push(BodyPublishers.ofByteArray(part))));
    long rows = 0;
    long start = System.nanoTime();
    try (var senders = Executors.newFixedThreadPool(SENDERS)) {
      for (Future<PushSender.Receipt> push : senders.invokeAll(pushes)) {
        rows += received(push);
      }
    }
    double committed = Census.seconds(start);
    Expected.same("rows of all receipts", parts.stream().mapToLong(PushBenchmark::lines).sum(), rows);
    service.awaitMerged(SOURCE);
    out.accept(
        "%,4d pushes   %,10.0f rows/s by %d senders, told %,d times to wait, broken off %,d times, visible after %.1f s"
            .formatted(
                parts.size(), rows / committed, SENDERS, sender.toldToWait(), sender.broken(), Census.seconds(start)));
    return rows;
  }

  private static long received(Future<PushSender.Receipt> push) throws InterruptedException, ExecutionException {
    PushSender.Receipt receipt = push.get();
    Expected.same("rows used", receipt.received(), receipt.used());
    return receipt.received();
  }

  private static long lines(byte[] part) {
    long lines = 0;
    for (byte b : part) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
