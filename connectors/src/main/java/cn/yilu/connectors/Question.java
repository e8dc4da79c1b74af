package cn.yilu.connectors;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of an XML source.
 *
 * @param times how {@code ${since}} is written
 * @param timeout for a whole answer
 */
record Question(URI url, String body, DateTimeFormatter times, Duration timeout, Optional<String> action,
    Optional<String> authorization) {
  private static final String SINCE = "${since}";

  static Question of(Settings settings) {
    return new Question(url(settings.text("url")), settings.text("body"), times(settings),
        settings.duration("timeout", Duration.ofSeconds(60)), settings.optional("action"),
        settings.optional("user").map(user -> basic(user, settings.text("password", ""))));
  }

  /** Nothing but where it goes: the rest may be secret. */
  @Override
  public String toString() {
    return "Question[" + url.getHost() + "]";
  }

  HttpRequest since(Optional<Instant> since) {
    String text = body.replace(SINCE, escaped(since.map(times::format).orElse("")));
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(timeout)
        .header("Content-Type", "text/xml; charset=utf-8").header("Accept-Encoding", "gzip")
        .POST(HttpRequest.BodyPublishers.ofString(text));
    action.ifPresent(value -> request.header("SOAPAction", value));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text.strip());
      if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below, together with other addresses
    }
    throw Settings.wrong("url", "应是 http 或 https 地址", "must be an http or https address");
  }

  private static DateTimeFormatter times(Settings settings) {
    try {
      ZoneId zone = ZoneId.of(settings.text("zone", "Asia/Shanghai"));
      DateTimeFormatter times = settings.optional("sinceFormat")
          .map(pattern -> DateTimeFormatter.ofPattern(pattern).withZone(zone)).orElse(DateTimeFormatter.ISO_INSTANT);
      String tried = times.format(Instant.EPOCH);
      if (!tried.isBlank()) {
        return times;
      }
    } catch (DateTimeException | IllegalArgumentException wrong) {
      // told below
    }
    throw Settings.wrong("sinceFormat", "格式或时区有误", "or zone is not understood");
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
        .replace("'", "&apos;");
  }
}
