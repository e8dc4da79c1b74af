package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.catalogue.http.model.Program;
import cn.yilu.catalogue.http.model.Text;
import cn.yilu.catalogue.organisation.Caller.Role;
import org.springframework.context.ApplicationContext;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Accounts for tests of other packages. */
public final class TestAccounts {

  private TestAccounts() {}

  /** Adds an account of this role with this password. */
  public static void add(ApplicationContext application, String user, Role role, String password, boolean oneTime) {
    application.getBean(Organisations.class).add(new Organisation("town", new Text("某镇", "A town")));
    application.getBean(People.class).add(user, "town", role,
        application.getBean(PasswordEncoder.class).encode(password), oneTime);
  }

  /** Adds an account of this role in an organisation of its own. */
  public static void add(ApplicationContext application, String user, String organisation, Role role, String password) {
    application.getBean(Organisations.class).add(new Organisation(organisation, new Text(organisation, organisation)));
    application.getBean(People.class).add(user, organisation, role,
        application.getBean(PasswordEncoder.class).encode(password), false);
  }

  /** Adds a program and gives its token. */
  public static String program(ApplicationContext application, String program) {
    application.getBean(Organisations.class).add(new Organisation("town", new Text("某镇", "A town")));
    application.getBean(Programs.class).add(new Program(program, "town", new Text(program, program)));
    return application.getBean(Tokens.class).issueToProgram(program).token();
  }

  /** Logs in and gives the token. */
  public static String login(ApplicationContext application, String user) {
    return application.getBean(Tokens.class).issueToPerson(user).token();
  }

  /** A new person of this role who has logged in. */
  static Http person(ApplicationContext application, int port, String user, Role role) {
    add(application, user, role, "a password for tests", false);
    Http nobody = new Http(port);
    return nobody.with(Http.json(nobody.post("/api/v1/logins",
        "{\"user\":\"%s\",\"password\":\"a password for tests\"}".formatted(user))).path("token").asString());
  }
}
