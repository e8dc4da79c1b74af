package cn.yilu.connectors;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Asks an XML source once and takes its answer as it came. The place to go on from is when the server began to answer;
 * what changed in that second comes twice.
 */
final class Ask implements Processor {
  private final String source;
  private final Question question;
  private final Times times;
  private final Web web;
  private final Inbox inbox;
  private final Clock clock;

  Ask(String source, Question question, Times times, Web web, Inbox inbox, Clock clock) {
    this.source = source;
    this.question = question;
    this.times = times;
    this.web = web;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Optional<Instant> since = inbox.position(source).flatMap(Ask::instant);
    Answer answer = web.ask(question.asked(Map.of("since", times.written(since)))).ok();
    exchange.getMessage()
        .setBody(new Envelope(source, question.url().getPath(), answer.content(), answer.mediaType("text/xml"),
            answer.charset(), clock.instant(), Optional.of(answer.began().toString()), Optional.empty()));
  }

  private static Optional<Instant> instant(String position) {
    try {
      return Optional.of(Instant.parse(position));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
