package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Bars people and programs from calling, and lets them in again; each change is noted with the caller's name. */
@Component
class Suspensions {
  private final People people;
  private final Programs programs;
  private final Tokens tokens;
  private final Changes changes;

  Suspensions(People people, Programs programs, Tokens tokens, Changes changes) {
    this.people = people;
    this.programs = programs;
    this.tokens = tokens;
    this.changes = changes;
  }

  /** Ends every session and token of a person for good; the own account is refused, so that somebody stays. */
  void suspendPerson(String user) {
    if (user.equals(Caller.current().id())) {
      throw new Problem(409, "conflict", "不能停用自己的账号。", "You may not suspend your own account.");
    }
    change("account.suspend", "account", user, () -> people.suspend(user));
  }

  void restorePerson(String user) {
    change("account.restore", "account", user, () -> people.restore(user));
  }

  /** Turns a program away; its tokens are kept and work again once it is restored. */
  void suspendProgram(String id) {
    change("program.suspend", "program", id, () -> programs.suspend(id, true));
  }

  void restoreProgram(String id) {
    change("program.restore", "program", id, () -> programs.suspend(id, false));
  }

  private void change(String event, String kind, String id, BooleanSupplier change) {
    changes.make(event, Caller.current().id(), Map.of(kind, id), () -> {
      if (!change.getAsBoolean()) {
        throw new Problem(404, "not-found", "没有这个账号或程序。", "There is no such account or program.");
      }
      return id;
    });
    people.forget();
    tokens.forget();
  }
}
