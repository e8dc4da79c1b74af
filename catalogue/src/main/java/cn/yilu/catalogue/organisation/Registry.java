package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.Account;
import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.catalogue.http.model.Program;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** What an operator does to organisations, accounts and programs; each change is noted with the caller's name. */
@Component
class Registry {
  private final Organisations organisations;
  private final People people;
  private final Programs programs;
  private final Tokens tokens;
  private final PasswordEncoder encoder;
  private final Changes changes;

  Registry(Organisations organisations, People people, Programs programs, Tokens tokens, PasswordEncoder encoder,
      Changes changes) {
    this.organisations = organisations;
    this.people = people;
    this.programs = programs;
    this.tokens = tokens;
    this.encoder = encoder;
    this.changes = changes;
  }

  List<Organisation> organisations() {
    return organisations.all();
  }

  List<Program> programs() {
    return programs.all();
  }

  List<Account> accounts() {
    return people.all().stream().map(person -> new Account(person.user(), person.organisation(),
        Account.RoleEnum.valueOf(person.role().name())).suspended(person.disabled())).toList();
  }

  Organisation add(Organisation organisation) {
    add("organisation.add", "organisation", organisation.getId(), () -> organisations.add(organisation));
    return organisation;
  }

  Program add(Program program) {
    requireOrganisation(program.getOrganisation());
    add("program.add", "program", program.getId(),
        () -> people.find(program.getId()).isEmpty() && programs.add(program));
    return program;
  }

  /** Adds an account. The answer holds the one-time password that was made, if none was given. */
  Account add(Account account) {
    requireOrganisation(account.getOrganisation());
    String given = account.getPassword();
    String password = given == null ? Secrets.oneTimePassword() : given;
    String hash = encoder.encode(password);
    Role role = Role.valueOf(account.getRole().name());
    add("account.add", "account", account.getUser(), () -> !programs.exists(account.getUser())
        && people.add(account.getUser(), account.getOrganisation(), role, hash, given == null));
    Account added = new Account(account.getUser(), account.getOrganisation(), account.getRole());
    return given == null ? added.password(password) : added;
  }

  Tokens.Issued issueToken(String program) {
    requireProgram(program);
    return changes.make("token.issue", Caller.current().id(), Map.of("program", program),
        () -> tokens.issueToProgram(program));
  }

  void revokeTokens(String program) {
    requireProgram(program);
    changes.make("token.revoke", Caller.current().id(), Map.of("program", program), () -> tokens.revoke(program));
    tokens.forget();
  }

  /** Names of programs and people never coincide, so that a name in the ledger means one of them. */
  private void add(String event, String kind, String id, BooleanSupplier change) {
    changes.make(event, Caller.current().id(), Map.of(kind, id), () -> {
      if (!change.getAsBoolean()) {
        throw new Problem(409, "conflict", "名称 " + id + " 已被使用。", "The name " + id + " is taken.");
      }
      return id;
    });
  }

  private void requireOrganisation(String id) {
    if (!organisations.exists(id)) {
      throw new Problem(400, "bad-request", "organisation：没有该机构，请先登记。",
          "organisation: there is no such organisation; add it first.");
    }
  }

  private void requireProgram(String id) {
    if (!programs.exists(id)) {
      throw new Problem(404, "not-found", "没有这个程序。", "There is no such program.");
    }
  }
}
