package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next page of a web source, as it came. Goes on from what the inbox has committed; a run that ends with
 * nothing to hand on is kept in mind only, since after a restart it costs one question to find its end again.
 */
final class TakePage implements Processor {
  private final String source;
  private final Paged from;
  private final Duration pause;
  private final Inbox inbox;
  private final Clock clock;
  private @Nullable Progress held;

  /** @param pause between two pages of a run */
  TakePage(String source, Paged from, Duration pause, Inbox inbox, Clock clock) {
    this.source = source;
    this.from = from;
    this.pause = pause;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Progress at = held == null ? Progress.parse(inbox.position(source), from.plan()) : held;
    Run run = at.runAt(clock.instant());
    held = at.with(run);
    Page page = from.page(at.since(), run);
    Paging.Step step = after(at, run, page);
    Progress reached = reached(at, run, page, step);
    boolean more = step instanceof Paging.Further;
    if (more) {
      Rounds.more(exchange, pause);
    }
    boolean news = page.rows() > 0 && !(step instanceof Paging.Over);
    if (news || (from.snapshot() && !more)) {
      held = null;
      exchange.getMessage().setBody(placed(from.envelope(run, page), reached, run, !more));
    } else {
      held = reached;
    }
  }

  /** A run that contradicts itself begins again from its first page. */
  private Paging.Step after(Progress at, Run run, Page page) throws Trouble {
    try {
      if (page.gone()) {
        throw new Trouble("翻页链接已过期,从第一页重新读取", "the page link has expired: reading begins again at the first page");
      }
      return from.after(run, page);
    } catch (Trouble contradiction) {
      held = at.dropped();
      throw contradiction;
    }
  }

  private Progress reached(Progress at, Run run, Page page, Paging.Step step) {
    return switch (step) {
      case Paging.Further further ->
        at.with(run.behind(page.answer().began(), page.rows(), page.digest(), further.next()));
      case Paging.Last last -> done(at, run.behind(page.answer().began(), page.rows(), page.digest(), ""));
      case Paging.Over over -> done(at, run.behind(page.answer().began(), 0, page.digest(), ""));
    };
  }

  private Progress done(Progress at, Run run) {
    return at.done(from.reached(run).orElse(null));
  }

  private Envelope placed(Envelope page, Progress reached, Run run, boolean last) {
    Optional<Envelope.Snapshot> snapshot = from.snapshot()
        ? Optional.of(new Envelope.Snapshot(run.asked().toString(), last))
        : Optional.empty();
    return new Envelope(page.source(), page.name(), page.content(), page.mediaType(), page.charset(), page.received(),
        Optional.of(reached.json()), page.digest(), snapshot);
  }
}
