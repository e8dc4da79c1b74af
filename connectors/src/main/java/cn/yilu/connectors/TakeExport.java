package cn.yilu.connectors;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next file of a bulk export: orders one, waits until it is ready, fetches file by file, and takes the order
 * back once the last is committed. A restart goes on with the file behind the last committed one.
 */
final class TakeExport implements Processor {
  private final String source;
  private final BulkExport export;
  private final Inbox inbox;
  private final Reach reach;
  private final Clock clock;
  private @Nullable String ordered;
  private @Nullable ExportPlace held;

  TakeExport(String source, BulkExport export, Inbox inbox, Reach reach, Clock clock) {
    this.source = source;
    this.export = export;
    this.inbox = inbox;
    this.reach = reach;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    ExportPlace at = held == null ? ExportPlace.parse(inbox.position(source)) : held;
    if (!at.done().isEmpty()) {
      takeBack(at);
      return;
    }
    String status = at.status().isEmpty() ? order(exchange, at) : at.status();
    if (!status.isEmpty()) {
      goOn(exchange, at, status);
    }
  }

  /** Answers where to ask about the export under way; nothing when it was ordered just now. */
  private String order(Exchange exchange, ExportPlace at) throws Trouble, InterruptedException {
    if (ordered == null) {
      ordered = export.order(at.since());
      Rounds.more(exchange, Duration.ofSeconds(1));
      return "";
    }
    return ordered;
  }

  private void goOn(Exchange exchange, ExportPlace at, String status) throws Exception {
    switch (export.state(status)) {
      case BulkExport.Waiting waiting -> Rounds.more(exchange, waiting.pause());
      case BulkExport.Gone gone -> {
        begin(at.since());
        throw new Trouble("批量导出已失效,将重新请求", "the bulk export is gone and will be ordered anew");
      }
      case BulkExport.Ready ready -> take(exchange, at, status, ready);
    }
  }

  private void take(Exchange exchange, ExportPlace at, String status, BulkExport.Ready ready) throws Exception {
    if (ready.errors() > 0 && at.file() == 0) {
      reach.tell(new Trouble("批量导出报告 " + ready.errors() + " 个错误文件",
          "the bulk export reports " + ready.errors() + " files of errors"));
    }
    List<BulkExport.File> files = ready.files();
    if (at.file() >= files.size()) {
      held = at.finished(status, export.snapshot() ? null : ready.at());
      Rounds.more(exchange);
      return;
    }
    BulkExport.File file = files.get(at.file());
    Answer answer = fetched(at, ready, file);
    boolean last = at.file() + 1 >= files.size();
    ExportPlace reached = last
        ? at.finished(status, export.snapshot() ? null : ready.at())
        : at.behind(status);
    held = null;
    Rounds.more(exchange);
    exchange.getMessage()
        .setBody(new Envelope(source, file.type() + " " + (at.file() + 1), answer.content(),
            "application/fhir+ndjson", answer.charset(), clock.instant(), Optional.of(reached.json()),
            Optional.empty(), export.snapshot()
                ? Optional.of(new Envelope.Snapshot(id(status, ready), last))
                : Optional.empty()));
  }

  /** The same for all files of an export, and another for the next even if nothing changed between. */
  private static String id(String status, BulkExport.Ready ready) {
    return UUID.nameUUIDFromBytes((status + " " + ready.at()).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Answer fetched(ExportPlace at, BulkExport.Ready ready, BulkExport.File file)
      throws Trouble, InterruptedException {
    Answer answer = export.fetch(ready, file);
    if (answer.status() == 404 || answer.status() == 410) {
      begin(at.since());
      throw new Trouble("批量导出的文件已失效,将重新请求", "a file of the bulk export is gone; it will be ordered anew");
    }
    return answer.ok();
  }

  private void begin(@Nullable Instant since) {
    ordered = null;
    held = ExportPlace.beginning(since);
  }

  /** The server may keep an export it cannot take back; that is its own business. */
  private void takeBack(ExportPlace at) throws InterruptedException {
    begin(at.since());
    try {
      export.takeBack(at.done());
    } catch (Trouble kept) {
      reach.tell(kept);
    }
  }
}
