package cn.yilu.connectors;

import java.util.Optional;
import java.util.Set;

/**
 * How a source says within an answer with status 200 that something went wrong.
 *
 * @param path of the code; absent when it has none
 * @param ok codes that mean that nothing is wrong
 * @param expired codes that mean that the token holds no longer
 * @param statuses that mean the same
 */
record ErrorCode(Optional<String> path, Set<String> ok, Set<String> expired, Set<String> statuses) {

  static ErrorCode of(Settings settings) {
    return new ErrorCode(settings.optional("error.path"),
        settings.optional("error.ok").isPresent() ? settings.words("error.ok") : Set.of("0", "200"),
        settings.words("error.expired"),
        settings.optional("login.expired").isPresent() ? settings.words("login.expired") : Set.of("401"));
  }

  boolean expired(Answer answer) {
    return statuses.contains(Integer.toString(answer.status()));
  }

  boolean expired(Page page) {
    return expired(page.answer()) || code(page).filter(expired::contains).isPresent();
  }

  /** Refuses a page that is not what was asked for. */
  void check(Page page) throws Trouble {
    if (expired(page)) {
      page.answer().ok();
    }
    Optional<String> code = code(page).filter(said -> !ok.contains(said));
    if (code.isPresent()) {
      String shown = code.get().matches("[\\w.-]{1,32}") ? code.get() : "?";
      throw new Trouble("应答 HTTP 200,但错误码为 " + shown, "the answer is HTTP 200 with error code " + shown);
    }
    if (page.rows() < 0) {
      throw new Trouble("应答中没有设置 rows 所指的内容", "the answer has nothing at the path in setting rows");
    }
  }

  private Optional<String> code(Page page) {
    return path.flatMap(page.said()::first);
  }
}
