package cn.yilu.connectors;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A REST source of JSON, as its settings describe it.
 *
 * @param rows dotted path of the rows, empty for the answer itself
 * @param overlap how far before the last run changes are asked for
 */
record JsonSource(String source, Question question, Times times, Paging paging, String rows, ErrorCode errors,
    Links links, Duration overlap, boolean snapshot, Session session, Web web, Clock clock) implements Paged {
  /** Places that are filled in address, headers and body. */
  static final Set<String> FILLED = Set.of("since", "until", "page", "offset", "size", "cursor", "token");

  private static final int NO_CONTENT = 204;

  @Override
  public String plan() {
    return question.url() + " " + paging.by() + " " + paging.first() + " " + paging.size() + " " + snapshot;
  }

  @Override
  public Page page(@Nullable Instant since, Run run) throws Trouble, InterruptedException {
    URI address = paging.by() == Paging.By.LINK && !run.next().isEmpty() ? links.follow(run.next()) : null;
    Map<String, String> places = new HashMap<>(paging.filling(run));
    places.put("since", times.written(Optional.ofNullable(snapshot ? null : since)));
    places.put("until", times.written(Optional.of(run.asked())));
    Page page = session.within(token -> {
      places.putAll(token);
      return page(run, web.ask(address == null ? question.asked(places) : question.asked(address, places)));
    }, errors::expired);
    errors.check(page);
    return page;
  }

  private Page page(Run run, Answer answer) throws Trouble {
    boolean gone = run.page() > 0 && paging.gone(answer.status());
    if (gone || paging.isBeyond(run, answer.status()) || answer.status() == NO_CONTENT || errors.expired(answer)) {
      return new Page(answer, JsonReading.NOTHING, 0, "", gone);
    }
    Set<String> wanted = new HashSet<>(paging.paths());
    errors.path().ifPresent(wanted::add);
    JsonReading.Said said = JsonReading.of(answer.ok(), Optional.of(rows), wanted);
    return new Page(answer, said, said.rows().orElse(-1), said.digest(), false);
  }

  @Override
  public Paging.Step after(Run run, Page page) throws Trouble {
    return paging.after(run, page);
  }

  /** With {@code ${until}} the window asked for ends there; else whatever changed while we read comes next time. */
  @Override
  public Optional<Instant> reached(Run run) {
    Instant end = question.names("until") ? run.asked() : run.began();
    return snapshot || end == null || !question.names("since") ? Optional.empty() : Optional.of(end.minus(overlap));
  }

  /** A page without rows is handed on as such whatever the server answered: an empty list, null or an error. */
  @Override
  public Envelope envelope(Run run, Page page) {
    Envelope.Content content = page.rows() == 0 ? new Envelope.Bytes(noRows()) : page.answer().content();
    return new Envelope(source, question.url().getPath() + " " + (run.page() + 1), content,
        "application/json", page.answer().charset(), clock.instant(), Optional.empty(), Optional.empty());
  }

  private byte[] noRows() {
    String empty = "[]";
    for (String name : List.of(rows.split("\\.")).reversed()) {
      empty = name.isEmpty() ? empty : "{\"" + Template.Form.JSON.written(name) + "\":" + empty + "}";
    }
    return empty.getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing that may be secret. */
  @Override
  public String toString() {
    return "JsonSource[" + source + "]";
  }
}
