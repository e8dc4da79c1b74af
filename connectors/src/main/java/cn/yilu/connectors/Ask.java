package cn.yilu.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Asks an XML source once and takes its answer as it came. The place to go on from is the server's own time when it
 * began to answer, so that neither its clock nor a slow answer loses a change; what changed in that second comes twice.
 */
final class Ask implements Processor {
  /** Longest answer taken, unpacked. */
  static final int LONGEST = 64 << 20;

  private static final int KEPT_IN_MEMORY = 4 << 20;
  private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private final String source;
  private final Question question;
  private final Path spool;
  private final Inbox inbox;
  private final Clock clock;
  private final HttpClient http;

  Ask(HttpClient http, String source, Question question, Path spool, Inbox inbox, Clock clock) {
    this.http = http;
    this.source = source;
    this.question = question;
    this.spool = spool;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    forgetAfterwards(exchange);
    HttpRequest request = question.since(inbox.position(source).flatMap(Ask::instant));
    Instant asked = clock.instant();
    long began = System.nanoTime();
    HttpResponse<InputStream> answer = send(request);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    save(answer, question.timeout().minus(took));
    exchange.getMessage().setBody(new Envelope(source, question.url().getPath(), content(), mediaType(answer.headers()),
        charset(answer.headers()), clock.instant(), Optional.of(place(answer.headers(), asked, took).toString()),
        Optional.empty()));
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws Trouble, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException refused) {
      throw new Trouble("无法连接服务器", "the server cannot be reached", refused);
    } catch (HttpTimeoutException late) {
      throw new Trouble("服务器未在规定时间内应答", "the server did not answer in time", late);
    } catch (IOException broken) {
      throw new Trouble("与服务器的连接中断", "the connection to the server broke", broken);
    }
  }

  private void save(HttpResponse<InputStream> answer, Duration left) throws Trouble {
    InputStream body = answer.body();
    try (body; Deadline deadline = new Deadline(left, body)) {
      if (answer.statusCode() != 200) {
        throw new Trouble("服务器应答 HTTP " + answer.statusCode(), "the server answered HTTP " + answer.statusCode());
      }
      try {
        copy(unpacked(answer.headers(), body));
      } catch (IOException broken) {
        throw deadline.passed()
            ? new Trouble("服务器未在规定时间内发完应答", "the answer did not end in time", broken)
            : new Trouble("应答接收不完整", "the answer could not be received wholly", broken);
      }
    } catch (IOException closing) {
      throw new Trouble("与服务器的连接中断", "the connection to the server broke", closing);
    }
  }

  private void copy(InputStream body) throws IOException, Trouble {
    try (OutputStream out = Files.newOutputStream(spool)) {
      byte[] piece = new byte[1 << 16];
      long length = 0;
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        length += read;
        if (length > LONGEST) {
          throw new Trouble("应答超过 64 MiB", "the answer is longer than 64 MiB");
        }
        out.write(piece, 0, read);
      }
    }
  }

  private Envelope.Content content() throws IOException {
    return Files.size(spool) <= KEPT_IN_MEMORY
        ? new Envelope.Bytes(Files.readAllBytes(spool))
        : new Envelope.File(spool);
  }

  private void forgetAfterwards(Exchange exchange) {
    exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
      @Override
      public void onDone(Exchange done) {
        try {
          Files.deleteIfExists(spool);
        } catch (IOException kept) {
          // The next answer takes its place.
        }
      }
    });
  }

  private static Instant place(HttpHeaders headers, Instant asked, Duration took) {
    return headers.firstValue("Date").flatMap(Ask::date)
        .map(date -> date.minusSeconds(took.plusMillis(999).toSeconds()))
        .orElse(asked.minusSeconds(1));
  }

  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String position) {
    try {
      return Optional.of(Instant.parse(position));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static InputStream unpacked(HttpHeaders headers, InputStream body) throws IOException {
    return headers.firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent()
        ? new GZIPInputStream(body, 1 << 13)
        : body;
  }

  private static String mediaType(HttpHeaders headers) {
    return headers.firstValue("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse("text/xml");
  }

  private static Optional<Charset> charset(HttpHeaders headers) {
    Matcher found = CHARSET.matcher(headers.firstValue("Content-Type").orElse(""));
    try {
      return found.find() ? Optional.of(Charset.forName(found.group(1))) : Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }
}
