package cn.yilu.connectors;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** XML asked for again and again by HTTP POST, SOAP included: only what changed since the last good answer. */
public final class XmlRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(10)).build();

  /** @param temporary folder for answers too long for memory, gone once the inbox has answered */
  public XmlRoutes(Path temporary, Clock clock) {
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "xml";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "url", "http or https address to ask",
        "body", "what to send; ${since} is replaced by the time from which on changes are wanted, empty at first",
        "every", "pause between questions; default 1m",
        "timeout", "how long a whole answer may take; default 60s",
        "action", "value of the header SOAPAction; default none is sent",
        "sinceFormat", "pattern of ${since}, such as yyyy-MM-dd HH:mm:ss; default ISO-8601 in UTC",
        "zone", "zone of ${since} where sinceFormat is given; default Asia/Shanghai",
        "user", "name for basic authentication; default none",
        "password", "its password");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Question question = Question.of(settings);
    Path spool = temporary.resolve(route.source() + ".xml.part");
    route.rounds(settings.duration("every", Duration.ofMinutes(1)))
        .process(new Ask(http, route.source(), question, spool, route.inbox(), clock))
        .process(route.toInbox());
  }
}
