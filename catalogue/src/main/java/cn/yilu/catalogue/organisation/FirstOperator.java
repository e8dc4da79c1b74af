package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.catalogue.http.model.Text;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Makes the first account when the service is started with {@code --yilu.operator=<name>} and nobody has that name.
 * Its one-time password is printed to standard output once, and is in no log.
 */
@Component
class FirstOperator implements ApplicationRunner {
  private static final String ORGANISATION = "operator";
  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,64}");

  private final String name;
  private final Organisations organisations;
  private final People people;
  private final PasswordEncoder encoder;
  private final Changes changes;

  FirstOperator(@Value("${yilu.operator:}") String name, Organisations organisations, People people,
      PasswordEncoder encoder, Changes changes) {
    this.name = name;
    this.organisations = organisations;
    this.people = people;
    this.encoder = encoder;
    this.changes = changes;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    ensure();
  }

  void ensure() {
    if (name.isEmpty()) {
      return;
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("yilu.operator must be a name of [a-z0-9.-], at most 64, not '" + name + "'");
    }
    if (people.find(name).isEmpty()) {
      make();
    }
  }

  private void make() {
    String password = Secrets.oneTimePassword();
    String hash = encoder.encode(password);
    try {
      changes.make("account.add", "start", Map.of("account", name, "role", "operator"), () -> add(hash));
    } catch (DuplicateKeyException e) {
      return; // Another node was faster, and has printed its password.
    }
    System.out.println("Yilu operator " + name + " one-time password: " + password);
  }

  private String add(String hash) {
    organisations.add(new Organisation(ORGANISATION, new Text("平台运行单位", "Operator")));
    if (!people.add(name, ORGANISATION, Caller.Role.OPERATOR, hash, true)) {
      throw new DuplicateKeyException("account " + name);
    }
    return name;
  }
}
