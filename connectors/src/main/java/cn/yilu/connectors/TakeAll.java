package cn.yilu.connectors;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes a whole table, page by page, once every so often; the place kept with the inbox is when that was last begun.
 * Between, it only looks whether the database answers. A page that could not be committed ends the reading, which then
 * begins anew: what was taken of it counts for nothing.
 */
final class TakeAll extends ServiceSupport implements Processor {
  private final String source;
  private final Database database;
  private final Duration every;
  private final Inbox inbox;
  private final Clock clock;
  private @Nullable WholeTable reading;
  private Instant began = Instant.EPOCH;
  private boolean offered;

  TakeAll(String source, Database database, Duration every, Inbox inbox, Clock clock) {
    this.source = source;
    this.database = database;
    this.every = every;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    try {
      if (offered) {
        end();
      }
      WholeTable table = reading;
      if (table == null && !due()) {
        database.look();
        return;
      }
      if (table == null) {
        began = clock.instant();
        table = database.whole();
        reading = table;
      }
      exchange.getMessage().setBody(page(table));
      offered = true;
      if (table.more()) {
        Rounds.more(exchange);
      }
    } catch (SQLException failure) {
      end();
      throw Table.trouble(failure);
    }
  }

  /** Behind the inbox: the page that was offered is committed. */
  void committed(Exchange exchange) {
    offered = false;
    WholeTable table = reading;
    if (table != null && !table.more()) {
      end();
    }
  }

  private Envelope page(WholeTable table) throws SQLException, Trouble {
    var rows = table.page();
    boolean last = !table.more();
    return new Envelope(source, "rows", new Envelope.Rows(rows), "application/x-rows", Optional.empty(),
        clock.instant(), last ? Optional.of(began.toString()) : Optional.empty(), Optional.empty(),
        Optional.of(new Envelope.Snapshot(table.id(), last)));
  }

  private boolean due() {
    return inbox.position(source).flatMap(TakeAll::time).map(last -> !clock.instant().isBefore(last.plus(every)))
        .orElse(true);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private void end() {
    offered = false;
    WholeTable table = reading;
    reading = null;
    if (table != null) {
      try {
        table.close();
      } catch (SQLException gone) {
        // The database ends it by itself.
      }
    }
  }

  @Override
  protected void doStop() {
    end();
  }
}
