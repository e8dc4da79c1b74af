package cn.yilu.catalogue.organisation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks passwords and replaces them. */
@Component
class Logins {
  static final int SHORTEST_PASSWORD = 10;
  static final int LONGEST_PASSWORD = 200;
  private static final int LONGEST_USER = 64;

  private final People people;
  private final PasswordEncoder encoder;
  private final FailedLogins failed;
  private final Changes changes;
  private final Tokens tokens;
  /** Slow to make on purpose, and nobody is to wait for it at the start. */
  private final CompletableFuture<String> nobodysHash;

  Logins(People people, PasswordEncoder encoder, FailedLogins failed, Changes changes, Tokens tokens) {
    this.people = people;
    this.encoder = encoder;
    this.failed = failed;
    this.changes = changes;
    this.tokens = tokens;
    this.nobodysHash = CompletableFuture.supplyAsync(() -> encoder.encode(Secrets.oneTimePassword()));
  }

  /** Tries a password. Takes as long for a name that does not exist as for one that does. */
  Login enter(String user, String password, String address) {
    if (user.length() > LONGEST_USER || password.length() > LONGEST_PASSWORD) {
      return new Login.Refused();
    }
    Optional<Duration> wait = failed.begin(user, address);
    if (wait.isPresent()) {
      return new Login.TooMany(wait.get());
    }
    Optional<Person> known = people.find(user);
    boolean right = encoder.matches(password, known.map(Person::hash).orElseGet(nobodysHash::join));
    if (known.isEmpty() || !right || known.get().disabled()) {
      return new Login.Refused();
    }
    failed.passed(user, address);
    return known.get().oneTime() ? new Login.PasswordNeeded(known.get()) : new Login.Entered(known.get());
  }

  /** Whether a person may choose this password: long enough, and another than before. */
  boolean mayChoose(Person person, String password) {
    return password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD
        && !encoder.matches(password, person.hash());
  }

  /** Sets the password a person chose; everything opened with the old one ends. */
  Person choose(Person person, String password) {
    String hash = encoder.encode(password);
    changes.make("account.password", person.user(), Map.of("account", person.user()), () -> {
      people.setPassword(person.user(), hash);
      return true;
    });
    tokens.forget();
    return people.find(person.user()).orElseThrow();
  }
}
