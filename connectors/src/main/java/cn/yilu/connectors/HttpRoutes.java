package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** JSON asked for again and again over HTTP, page by page, with a token where one is needed. */
public final class HttpRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;

  /** @param temporary folder for answers too long for memory, gone once the inbox has answered */
  public HttpRoutes(Path temporary, Clock clock) {
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "http";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("url", "http or https address to ask");
    settings.put("parameters.*", "parameters of the address; one that is empty once filled is not sent");
    settings.put("headers.*", "headers, such as headers.X-Api-Key");
    settings.put("body", "what to send by POST; without it the question is a GET");
    settings.put("contentType", "media type of the body; default application/json");
    settings.put("rows", "dotted path of the rows in the answer, such as data.list; a single dot is the answer itself");
    settings.put("error.path", "dotted path of a code that says within HTTP 200 that something is wrong");
    settings.put("error.ok", "codes that mean that all is well, comma separated; default 0,200");
    settings.put("error.expired", "codes that mean that the token holds no longer, comma separated");
    settings.put("login.expired", "statuses that mean that the token holds no longer, comma separated; default 401");
    settings.put("sinceFormat", "how ${since} and ${until} are written: a pattern such as yyyy-MM-dd HH:mm:ss, "
        + "epoch-seconds or epoch-millis; default ISO-8601 in UTC");
    settings.put("zone", "zone of a pattern; default Asia/Shanghai");
    settings.put("overlap", "how far before the last run changes are asked for again; default 1m");
    settings.put("delivers", "changes, or snapshot when a run over all pages is everything there is; default changes");
    settings.put("links", Links.MEANING);
    settings.put("every", "pause between runs; default 1m");
    settings.put("timeout", "how long a whole answer may take; default 60s");
    settings.put("trust", Trust.MEANING);
    settings.putAll(Paging.settings());
    settings.putAll(Login.settings());
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Paging paging = Paging.of(settings);
    Web web = new Web(Trust.client(settings), temporary.resolve(route.source() + ".http.part"), clock);
    JsonSource from = source(route.source(), settings, paging, web);
    route.rounds(settings.duration("every", Duration.ofMinutes(1)))
        .process(web::forgetAfter)
        .process(new TakePage(route.source(), from, paging.pause(), route.inbox(), clock))
        .process(route.toInbox());
  }

  private JsonSource source(String source, Settings settings, Paging paging, Web web) {
    Duration timeout = settings.duration("timeout", Duration.ofSeconds(60));
    Optional<Login> login = Login.of(settings, timeout);
    Question question = Session.proven(question(settings, timeout), settings, login);
    String rows = settings.text("rows");
    return new JsonSource(source, question, Times.of(settings), paging, rows.strip().equals(".") ? "" : rows.strip(),
        ErrorCode.of(settings), Links.of(question.url(), settings), settings.duration("overlap", Duration.ofMinutes(1)),
        settings.oneOf("delivers", "changes", "snapshot").equals("snapshot"), new Session(login, web, clock), web,
        clock);
  }

  private static Question question(Settings settings, Duration timeout) {
    String type = settings.text("contentType", "application/json");
    Optional<Template> body = settings.optional("body")
        .map(text -> Template.of("body", text, Template.Form.of(type), JsonSource.FILLED));
    Question question = new Question(Question.url("url", settings.text("url")),
        Templates.of(settings, "parameters", Template.Form.PLAIN, JsonSource.FILLED),
        Templates.of(settings, "headers", Template.Form.PLAIN, JsonSource.FILLED), body, timeout);
    return body.isPresent() ? question.with("Content-Type", new Template(type, Template.Form.PLAIN)) : question;
  }
}
