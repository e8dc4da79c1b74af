package cn.yilu.connectors;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call that answers a token.
 *
 * @param token dotted path of the token in the answer
 * @param expires dotted path of the seconds it holds
 * @param lasts how long it holds where the answer does not tell
 */
record Login(Question question, String token, Optional<String> expires, Duration lasts) {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Duration EARLY = Duration.ofSeconds(30);

  /** Settings a protocol with sessions has beside its own. */
  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("user", "name for basic authentication; default none");
    settings.put("password", "its password");
    settings.put("login.url", "address that answers a token; default none is needed");
    settings.put("login.body", "what to send there by POST, such as a form or JSON; without it the call is a GET");
    settings.put("login.contentType", "media type of login.body; default application/json");
    settings.put("login.headers.*", "headers of the login call");
    settings.put("login.token", "dotted path of the token in the answer, such as data.token");
    settings.put("login.expires", "dotted path of the seconds the token holds; default the answer does not tell");
    settings.put("login.lasts", "how long a token holds where the answer does not tell; default until it is refused");
    settings.put("oauth.url", "token address for OAuth 2 client credentials; default none");
    settings.put("oauth.client", "client id there");
    settings.put("oauth.secret", "client secret there");
    settings.put("oauth.scope", "scope asked for; default none");
    settings.put("oauth.in", "where client id and secret go: header (basic authentication) or body; default header");
    return settings;
  }

  static Optional<Login> of(Settings settings, Duration timeout) {
    if (settings.optional("oauth.url").isPresent()) {
      return Optional.of(oauth(settings, timeout));
    }
    return settings.optional("login.url").map(url -> call(settings, Question.url("login.url", url), timeout));
  }

  private static Login call(Settings settings, URI url, Duration timeout) {
    String type = settings.text("login.contentType", "application/json");
    Map<String, Template> headers = Templates.of(settings, "login.headers", Template.Form.PLAIN, Set.of());
    Optional<Template> body = settings.optional("login.body")
        .map(text -> Template.of("login.body", text, Template.Form.of(type), Set.of()));
    Question question = new Question(url, Map.of(), headers, body, timeout);
    return new Login(
        body.isPresent() ? question.with("Content-Type", new Template(type, Template.Form.PLAIN)) : question,
        settings.text("login.token"), settings.optional("login.expires"),
        settings.duration("login.lasts", Duration.ofDays(366)));
  }

  /** RFC 6749, section 4.4. */
  private static Login oauth(Settings settings, Duration timeout) {
    String client = settings.text("oauth.client");
    String secret = settings.text("oauth.secret");
    Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials"));
    settings.optional("oauth.scope").ifPresent(scope -> form.put("scope", scope));
    Map<String, Template> headers = new LinkedHashMap<>();
    headers.put("Content-Type", new Template(FORM, Template.Form.PLAIN));
    if (settings.oneOf("oauth.in", "header", "body").equals("body")) {
      form.put("client_id", client);
      form.put("client_secret", secret);
    } else {
      headers.put("Authorization", new Template(basic(Template.Form.URL.written(client),
          Template.Form.URL.written(secret)), Template.Form.PLAIN));
    }
    String body = form.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Template.Form.URL.written(entry.getValue()))
        .reduce((one, other) -> one + "&" + other).orElseThrow();
    Question question = new Question(Question.url("oauth.url", settings.text("oauth.url")), Map.of(), headers,
        Optional.of(new Template(body, Template.Form.PLAIN)), timeout);
    return new Login(question, "access_token", Optional.of("expires_in"), Duration.ofDays(366));
  }

  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  Token fetch(Web web, Instant now) throws Trouble, InterruptedException {
    Answer answer = web.ask(question.asked(Map.of()), 1 << 20);
    if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
      throw new Trouble("登录被拒绝(HTTP " + answer.status() + "),请检查账号与密钥",
          "the login was refused (HTTP " + answer.status() + "): check name and secret");
    }
    Set<String> wanted = expires.map(path -> Set.of(token, path)).orElse(Set.of(token));
    JsonReading.Said said = JsonReading.of(answer.ok(), Optional.empty(), wanted);
    String value = said.first(token).orElseThrow(() -> new Trouble("登录应答中没有令牌,请检查账号与 login.token",
        "the login answered no token: check name and secret, and login.token"));
    Duration holds = expires.flatMap(said::first).filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(lasts);
    return new Token(value, now.plus(holds).minus(holds.compareTo(EARLY.multipliedBy(4)) > 0 ? EARLY : Duration.ZERO));
  }

  /** What the login call answered, and until when it is used. */
  record Token(String value, Instant until) {
    @Override
    public String toString() {
      return "Token[until=" + until + "]";
    }
  }
}
