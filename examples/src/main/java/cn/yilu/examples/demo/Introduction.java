package cn.yilu.examples.demo;

import cn.yilu.examples.process.Api;
import cn.yilu.examples.process.Kept;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the operator's password, organisations, people, programs, tokens and grants, over the HTTP API like anybody.
 * Each step is kept when it is done, so that an interrupted first start can be finished by the next.
 */
final class Introduction {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int CONFLICT = 409;
  private final Api api;
  private final Kept kept;

  Introduction(Api api, Kept kept) {
    this.api = api;
    this.kept = kept;
  }

  /** Whether an earlier start has finished it. */
  boolean done() {
    return kept.get("done").isPresent();
  }

  /** Keeps the password that the service printed once. */
  void oneTimePassword(String password) {
    kept.put("operator.once", password);
  }

  boolean hasWayIn() {
    return kept.get("operator.once").isPresent();
  }

  /** Everything that is missing. */
  void make() throws InterruptedException {
    String token = operatorToken();
    for (Cast.Organisation organisation : Cast.organisations()) {
      organise(token, organisation);
    }
    for (Cast.Person person : Cast.people()) {
      employ(token, person);
    }
    for (Cast.Program program : Cast.programs()) {
      register(token, program);
    }
    for (Cast.Grant grant : Cast.grants()) {
      grant(token, grant);
    }
    kept.put("done", "true");
  }

  /** A token of the operator; sets a password of our own if the one-time one still stands. */
  String operatorToken() throws InterruptedException {
    if (kept.get("login.operator.password").isEmpty()) {
      kept.put("login.operator.password", secret());
    }
    String password = kept.get("login.operator.password").orElseThrow();
    String once = kept.get("operator.once").orElse("");
    Api.Answer answer = once.isEmpty() || done()
        ? login(Map.of("user", Cast.OPERATOR, "password", password))
        : login(Map.of("user", Cast.OPERATOR, "password", once, "newPassword", password));
    if (answer.status() == 401) {
      answer = login(Map.of("user", Cast.OPERATOR, "password", password));
    }
    return answer.good("login of " + Cast.OPERATOR).path("token").asString();
  }

  private Api.Answer login(Map<String, ?> login) throws InterruptedException {
    return api.post("/api/v1/logins", "", login);
  }

  private void organise(String token, Cast.Organisation organisation) throws InterruptedException {
    Map<String, Object> body = new TreeMap<>(
        Map.<String, Object>of("id", organisation.id(), "name", Map.of("zh", organisation.zh(),
            "en", organisation.en())));
    if (!organisation.uscc().isEmpty()) {
      body.put("uscc", organisation.uscc());
    }
    add("/api/v1/organisations", token, body);
  }

  private void employ(String token, Cast.Person person) throws InterruptedException {
    String key = "login." + person.name() + ".password";
    if (kept.get(key).isEmpty()) {
      kept.put(key, secret());
    }
    add("/api/v1/accounts", token,
        Map.<String, Object>of("user", person.user(), "organisation", person.organisation(), "role", person
            .role(), "password", kept.get(key).orElseThrow()));
  }

  private void register(String token, Cast.Program program) throws InterruptedException {
    add("/api/v1/programs", token,
        Map.<String, Object>of("id", program.id(), "organisation", program.organisation(), "name", Map.of(
            "zh", program.zh(), "en", program.en())));
    if (kept.get("token." + program.id()).isEmpty()) {
      Api.Answer issued = api.post("/api/v1/programs/" + program.id() + "/tokens", token, Map.of());
      kept.put("token." + program.id(), issued.good("token of " + program.id()).path("token").asString());
    }
  }

  private void grant(String token, Cast.Grant grant) throws InterruptedException {
    LocalDate today = LocalDate.now(ZONE);
    Map<String, Object> body = new TreeMap<>(Map.<String, Object>of("reader", grant.reader(), "dataset",
        grant.dataset(), "fields",
        grant.fields(), "purpose", grant.purpose(), "legalBasis", "政务数据共享条例", "from", today.toString(), "until", today
            .plusYears(1).toString()));
    if (!grant.area().isEmpty()) {
      body.put("area", grant.area());
    }
    String key = "grant." + grant.reader() + "." + grant.dataset();
    if (kept.get(key).isEmpty()) {
      add("/api/v1/grants", token, body);
      kept.put(key, "made");
    }
  }

  /** Adds something; that it is there already is fine. */
  private void add(String path, String token, Map<String, Object> body) throws InterruptedException {
    Api.Answer answer = api.post(path, token, body);
    if (answer.status() != CONFLICT) {
      answer.good("adding to " + path);
    }
  }

  private static String secret() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Tokens and logins by the names that the demo's file has for them. */
  Map<String, String> credentials() {
    Map<String, String> credentials = new TreeMap<>();
    kept.all().forEach((key, value) -> {
      if (key.startsWith("token.") || key.startsWith("login.")) {
        credentials.put(key, value);
      }
    });
    credentials.put("login.operator.user", Cast.OPERATOR);
    Cast.people().forEach(person -> credentials.put("login." + person.name() + ".user", person.user()));
    return credentials;
  }
}
