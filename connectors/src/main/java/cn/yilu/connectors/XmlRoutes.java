package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** XML asked for again and again by HTTP POST: only what changed since the last good answer. */
public final class XmlRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;

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
        "body",
        "what to send; ${since} is the time from which on changes are wanted, empty at first, ${until} the present one",
        "every", "pause between questions; default 1m",
        "timeout", "how long a whole answer may take; default 60s",
        "action", "value of the header SOAPAction; default none is sent",
        "sinceFormat", "pattern of ${since}, such as yyyy-MM-dd HH:mm:ss; default ISO-8601 in UTC",
        "zone", "zone of ${since} where sinceFormat is given; default Asia/Shanghai",
        "trust", Trust.MEANING,
        "user", "name for basic authentication; default none",
        "password", "its password");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Web web = new Web(Trust.client(settings), temporary.resolve(route.source() + ".xml.part"), clock);
    route.rounds(settings.duration("every", Duration.ofMinutes(1)))
        .process(web::forgetAfter)
        .process(
            new Ask(route.source(), question(settings), Times.of(settings), new PlainXml(), web, route.inbox(), clock))
        .process(route.toInbox());
  }

  static Question question(Settings settings) {
    Map<String, Template> headers = new LinkedHashMap<>();
    headers.put("Content-Type", new Template("text/xml; charset=utf-8", Template.Form.PLAIN));
    settings.optional("action")
        .ifPresent(action -> headers.put("SOAPAction", new Template(action, Template.Form.PLAIN)));
    Question question = new Question(Question.url("url", settings.text("url")), Map.of(), headers,
        Optional.of(Template.of("body", settings.text("body"), Template.Form.XML, Ask.FILLED)),
        settings.duration("timeout", Duration.ofSeconds(60)));
    return Session.proven(question, settings, Optional.empty());
  }
}
