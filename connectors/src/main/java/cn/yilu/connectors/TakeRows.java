package cn.yilu.connectors;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes the next page of a table, going on from what the inbox has committed. */
final class TakeRows implements Processor {
  private final String source;
  private final Table table;
  private final Inbox inbox;
  private final LateRows late;
  private final Clock clock;

  TakeRows(String source, Table table, Inbox inbox, LateRows late, Clock clock) {
    this.source = source;
    this.table = table;
    this.inbox = inbox;
    this.late = late;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Place committed = inbox.position(source).flatMap(json -> Place.parse(json, table.columns()))
        .orElseGet(() -> new Place(table.first(), List.of()));
    Place from = late.from(committed);
    Table.Page page = table.after(from.after());
    if (page.more()) {
      Rounds.more(exchange);
    }
    Place reached = late.read(from, page);
    if (!page.rows().isEmpty()) {
      exchange.getMessage().setBody(new Envelope(source, "rows", new Envelope.Rows(page.rows()), "application/x-rows",
          Optional.empty(), clock.instant(), Optional.of(reached.json()), Optional.empty()));
    }
  }
}
