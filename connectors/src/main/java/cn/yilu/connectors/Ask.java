package cn.yilu.connectors;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Asks an XML source once and takes its answer as it came. The place to go on from is when the server began to answer,
 * or the end of the time asked for where the question names it; what changed in that second comes twice.
 */
final class Ask implements Processor {
  /** Places a question may have. */
  static final Set<String> FILLED = Set.of("since", "until");

  private final String source;
  private final Question question;
  private final Times times;
  private final Dialect dialect;
  private final Web web;
  private final Inbox inbox;
  private final Clock clock;

  Ask(String source, Question question, Times times, Dialect dialect, Web web, Inbox inbox, Clock clock) {
    this.source = source;
    this.question = question;
    this.times = times;
    this.dialect = dialect;
    this.web = web;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Instant now = clock.instant();
    Map<String, String> filling = new HashMap<>(dialect.filling(now));
    filling.put("since", times.written(inbox.position(source).flatMap(Ask::instant)));
    filling.put("until", times.written(Optional.of(now)));
    Answer answer = dialect.checked(web.ask(question.asked(filling)));
    Instant place = question.names("until") ? now : answer.began();
    exchange.getMessage()
        .setBody(new Envelope(source, question.url().getPath(), answer.content(), answer.mediaType("text/xml"),
            answer.charset(), clock.instant(), Optional.of(place.toString()), Optional.empty()));
  }

  private static Optional<Instant> instant(String position) {
    try {
      return Optional.of(Instant.parse(position));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
