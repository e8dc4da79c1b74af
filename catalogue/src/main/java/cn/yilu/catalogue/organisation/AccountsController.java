package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.AccountsApi;
import cn.yilu.catalogue.http.model.Account;
import cn.yilu.catalogue.http.model.LoginRequest;
import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.catalogue.http.model.Program;
import cn.yilu.catalogue.http.model.Token;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Organisations, accounts, programs and tokens over HTTP. */
@RestController
class AccountsController implements AccountsApi {
  private final Registry registry;
  private final Logins logins;
  private final Tokens tokens;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  AccountsController(Registry registry, Logins logins, Tokens tokens, HttpServletRequest request,
      HttpServletResponse response) {
    this.registry = registry;
    this.logins = logins;
    this.tokens = tokens;
    this.request = request;
    this.response = response;
  }

  @Override
  public ResponseEntity<List<Organisation>> listOrganisations() {
    return ResponseEntity.ok(registry.organisations());
  }

  @Override
  public ResponseEntity<Organisation> addOrganisation(Organisation organisation) {
    return created(registry.add(organisation));
  }

  @Override
  public ResponseEntity<List<Account>> listAccounts() {
    return ResponseEntity.ok(registry.accounts());
  }

  @Override
  public ResponseEntity<Account> addAccount(Account account) {
    return created(registry.add(account));
  }

  @Override
  public ResponseEntity<List<Program>> listPrograms() {
    return ResponseEntity.ok(registry.programs());
  }

  @Override
  public ResponseEntity<Program> addProgram(Program program) {
    return created(registry.add(program));
  }

  @Override
  public ResponseEntity<Token> issueToken(String id) {
    return created(shown(registry.issueToken(id)));
  }

  @Override
  public ResponseEntity<Void> revokeTokens(String id) {
    registry.revokeTokens(id);
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Token> login(LoginRequest login) {
    Login attempt = logins.enter(login.getUser(), login.getPassword(), request.getRemoteAddr());
    return ResponseEntity.ok(shown(switch (attempt) {
      case Login.Entered entered -> entered(entered.person(), login.getNewPassword());
      case Login.PasswordNeeded needed -> replaced(needed.person(), login.getNewPassword());
      case Login.Refused refused -> throw new Problem(401, "unauthenticated", "用户名或密码不正确。",
          "The user name or the password is wrong.");
      case Login.TooMany tooMany -> throw tooMany(tooMany.time().toSeconds() + 1);
    }));
  }

  private Tokens.Issued entered(Person person, @Nullable String chosen) {
    return chosen == null ? tokens.issueToPerson(person.user()) : replaced(person, chosen);
  }

  private Tokens.Issued replaced(Person person, @Nullable String chosen) {
    if (chosen == null) {
      throw new Problem(403, "new-password-needed", "一次性密码须先更换：请同时提供 newPassword。",
          "A one-time password must be replaced: send newPassword as well.");
    }
    if (!logins.mayChoose(person, chosen)) {
      throw new Problem(400, "bad-request", "newPassword 须与原密码不同，且至少 10 个字符。",
          "newPassword must differ from the old one and have at least 10 characters.");
    }
    return tokens.issueToPerson(logins.choose(person, chosen).user());
  }

  private Problem tooMany(long seconds) {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return TooManyLogins.problem(seconds);
  }

  private static Token shown(Tokens.Issued issued) {
    return new Token(issued.token()).expires(issued.expires());
  }

  private static <T> ResponseEntity<T> created(T body) {
    return ResponseEntity.status(HttpStatus.CREATED).body(body);
  }
}
