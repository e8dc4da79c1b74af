package cn.yilu.connectors;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a web source cuts its rows into pages, and how it shows that there are no more.
 *
 * @param first number of the first page
 * @param size rows asked for, 0 when the source decides
 * @param next path of the next cursor or link
 * @param more path of what says whether there are more
 * @param total path of the number of all rows
 * @param untilEmpty whether only an empty page is the end, not a short one
 * @param mayRepeat whether a full first page that comes twice is all there is
 * @param beyond statuses that mean that there is no such page
 * @param pause between two pages
 */
record Paging(By by, int first, int size, Optional<String> next, Optional<String> more, Optional<String> total,
    boolean untilEmpty, boolean mayRepeat, Set<String> beyond, int most, Duration pause) {

  /** What tells the server which page is wanted. */
  enum By {
    NONE, PAGE, OFFSET, CURSOR, LINK
  }

  /** What to do after a page. */
  sealed interface Step {}

  /** Take it; there are more. */
  record Further(String next) implements Step {}

  /** Take it; it is the last. */
  record Last() implements Step {}

  /** There is nothing on it that was not taken already: the page before was the last. */
  record Over() implements Step {}

  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("pages.by", "none, page, offset, cursor or link; default none: one answer is all");
    settings.put("pages.first", "number of the first page, such as 0; default 1");
    settings.put("pages.size", "rows of a page, fills ${size}; default 0: the source decides");
    settings.put("pages.next", "dotted path of the next cursor or link; default for links the header Link");
    settings.put("pages.more", "dotted path of what says by true or 1 that there are more; default it is not said");
    settings.put("pages.until", "short or empty: which page is the last without total; default short");
    settings.put("pages.repeat", "trouble or end: what it means when page 2 is page 1 again; default trouble");
    settings.put("pages.beyond", "statuses beyond the last page, such as 404; default none");
    settings.put("pages.most", "most pages in one go; default 100000");
    settings.put("pages.pause", "pause between two pages; default none");
    settings.put("total", "dotted path of the number of all rows, such as data.total; default it is not known");
    return settings;
  }

  static Paging of(Settings settings) {
    By by = By.valueOf(settings.oneOf("pages.by", "none", "page", "offset", "cursor", "link").toUpperCase(
        java.util.Locale.ROOT));
    Optional<String> next = settings.optional("pages.next");
    if (by == By.CURSOR && next.isEmpty()) {
      throw Settings.wrong("pages.next", "按游标翻页时必须填写", "is missing; paging by cursor needs it");
    }
    return new Paging(by, settings.number("pages.first", 1, 0, 1), settings.number("pages.size", 0, 0, 1_000_000), next,
        settings.optional("pages.more"), settings.optional("total"),
        settings.oneOf("pages.until", "short", "empty").equals("empty"),
        settings.oneOf("pages.repeat", "trouble", "end").equals("end"), settings.words("pages.beyond"),
        settings.number("pages.most", 100_000, 1, 10_000_000), settings.duration("pages.pause", Duration.ZERO));
  }

  /** Dotted paths whose values are needed to go on. */
  Set<String> paths() {
    Set<String> paths = new HashSet<>();
    next.ifPresent(paths::add);
    more.ifPresent(paths::add);
    total.ifPresent(paths::add);
    return paths;
  }

  /** What fills the places of a question for the page a run has come to. */
  Map<String, String> filling(Run run) {
    Map<String, String> filling = new LinkedHashMap<>();
    filling.put("page", Long.toString(first + run.page()));
    filling.put("offset", Long.toString(run.seen()));
    filling.put("size", size == 0 ? "" : Integer.toString(size));
    filling.put("cursor", run.next());
    return filling;
  }

  /** Whether a status says that a link or cursor has expired. */
  boolean gone(int status) {
    return status == 410 && (by == By.CURSOR || by == By.LINK);
  }

  boolean isBeyond(Run run, int status) {
    return run.page() > 0 && beyond.contains(Integer.toString(status));
  }

  Step after(Run run, Page page) throws Trouble {
    if (by == By.NONE) {
      return new Last();
    }
    if (run.page() >= most) {
      throw new Trouble("页数超过 " + most + " 仍未结束", "there is no end after " + most + " pages");
    }
    if (page.rows() == 0 || run.repeated(page.digest())) {
      return over(run, page);
    }
    return switch (by) {
      case CURSOR, LINK -> following(page);
      case NONE, PAGE, OFFSET -> counted(run, page);
    };
  }

  private Step following(Page page) {
    Optional<String> told = next.isPresent() ? page.said().first(next.get()) : Links.next(page.answer().headers());
    return told.filter(text -> saysMore(page)).<Step>map(Further::new).orElseGet(Last::new);
  }

  private Step counted(Run run, Page page) {
    long seen = run.seen() + page.rows();
    Optional<Long> all = total(page);
    if (all.isPresent()) {
      return seen >= all.get() ? new Last() : new Further("");
    }
    if (more.isPresent()) {
      return saysMore(page) ? new Further("") : new Last();
    }
    boolean shorter = run.page() > 0 && page.rows() < run.length();
    return shorter && !untilEmpty ? new Last() : new Further("");
  }

  private boolean saysMore(Page page) {
    return more.isEmpty()
        || page.said().first(more.get()).filter(text -> Set.of("true", "1", "Y", "y", "是").contains(text)).isPresent();
  }

  private Optional<Long> total(Page page) {
    return total.flatMap(page.said()::first).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
  }

  private Step over(Run run, Page page) throws Trouble {
    Optional<Long> all = total(page);
    boolean repeats = page.rows() > 0;
    if (all.isPresent() && run.seen() < all.get()) {
      throw repeats
          ? new Trouble("第 " + (run.page() + 1) + " 页与先前的页相同,而总数未到:页码参数可能未生效",
              "page " + (run.page() + 1)
                  + " repeats an earlier one before the total is reached: does the page parameter work?")
          : new Trouble("总数未到,页已为空:请检查 pages.first 与 total",
              "the pages end before the total is reached: check pages.first and total");
    }
    if (repeats && run.page() == 1 && all.isEmpty() && run.length() >= Math.max(size, 1) && size > 0 && !mayRepeat) {
      throw new Trouble("第 2 页与第 1 页相同且均已满:页码参数可能未生效(若确为最后一页,设 pages.repeat: end)",
          "page 2 is page 1 again and both are full: does the page parameter work? (if it is all there is, say pages.repeat: end)");
    }
    return new Over();
  }
}
