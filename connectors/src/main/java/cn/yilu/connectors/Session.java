package cn.yilu.connectors;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to a web server. A token is fetched when there is none or it is old, and fetched anew, once, when the
 * answer to a question says that it holds no longer; the same question is then asked again.
 */
final class Session {
  private final Optional<Login> login;
  private final Web web;
  private final Clock clock;
  private Login.@Nullable Token token;

  /** One question, asked with the places of the session filled. */
  @FunctionalInterface
  interface Asking<T> {
    T ask(Map<String, String> filling) throws Trouble, InterruptedException;
  }

  Session(Optional<Login> login, Web web, Clock clock) {
    this.login = login;
    this.web = web;
    this.clock = clock;
  }

  /** The question with what proves who we are: as it stands where {@code ${token}} is named, else in its header. */
  static Question proven(Question question, Settings settings, Optional<Login> login) {
    if (settings.optional("user").isPresent()) {
      String basic = Login.basic(settings.text("user"), settings.text("password", ""));
      return question.with("Authorization", new Template(basic, Template.Form.PLAIN));
    }
    return login.isPresent() && !question.names("token")
        ? question.with("Authorization", new Template("Bearer ${token}", Template.Form.PLAIN))
        : question;
  }

  <T> T within(Asking<T> asking, Predicate<T> expired) throws Trouble, InterruptedException {
    boolean fresh = token == null;
    T answer = asking.ask(filling());
    if (!expired.test(answer)) {
      return answer;
    }
    token = null;
    if (login.isEmpty() || fresh) {
      return answer;
    }
    T again = asking.ask(filling());
    if (expired.test(again)) {
      token = null;
    }
    return again;
  }

  private Map<String, String> filling() throws Trouble, InterruptedException {
    if (login.isEmpty()) {
      return Map.of();
    }
    Login.Token held = token;
    if (held == null || !clock.instant().isBefore(held.until())) {
      held = login.get().fetch(web, clock.instant());
      token = held;
    }
    return Map.of("token", held.value());
  }
}
