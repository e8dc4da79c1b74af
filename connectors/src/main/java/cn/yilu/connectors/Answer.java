package cn.yilu.connectors;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a web server answered, received wholly and unpacked.
 *
 * @param began the server's own time when it began to answer, so that neither its clock nor a slow answer loses a
 *        change; our time before the question, less a second, where it does not tell
 */
record Answer(int status, HttpHeaders headers, Envelope.Content content, Instant began) {
  private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Says nothing of what is in it. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }

  /** This answer, if it is what was asked for; else trouble, with the pause the server wants before the next try. */
  Answer ok() throws Trouble {
    if (status == 200) {
      return this;
    }
    if (status == 429 || (status == 503 && pause().isPresent())) {
      throw new Trouble("服务器要求稍后再试(HTTP " + status + ")", "the server wants to be asked later (HTTP " + status + ")")
          .pause(pause().orElse(Duration.ZERO));
    }
    throw new Trouble("服务器应答 HTTP " + status, "the server answered HTTP " + status);
  }

  /** How long the server wants us to wait, in seconds or until a time; never more than an hour. */
  Optional<Duration> pause() {
    return headers.firstValue("Retry-After").map(String::strip).flatMap(this::pause)
        .filter(pause -> !pause.isNegative())
        .map(pause -> pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  private Optional<Duration> pause(String header) {
    return header.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : date(header).map(until -> Duration.between(date(headers.firstValue("Date").orElse("")).orElse(began), until));
  }

  InputStream open() throws IOException {
    return switch (content) {
      case Envelope.Bytes bytes -> new ByteArrayInputStream(bytes.bytes());
      case Envelope.File file -> new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
      case Envelope.Rows rows -> throw new IllegalStateException("a web server answers no rows");
      case Envelope.Unusable unusable -> throw new IllegalStateException("an answer is never opened");
    };
  }

  String mediaType(String otherwise) {
    return headers.firstValue("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse(otherwise);
  }

  Optional<Charset> charset() {
    Matcher found = CHARSET.matcher(headers.firstValue("Content-Type").orElse(""));
    try {
      return found.find() ? Optional.of(Charset.forName(found.group(1))) : Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  static Instant began(HttpHeaders headers, Instant asked, Duration took) {
    return headers.firstValue("Date").flatMap(Answer::date)
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
}
