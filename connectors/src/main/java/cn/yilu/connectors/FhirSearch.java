package cn.yilu.connectors;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches of a FHIR R4 server, one after the other, each followed page by page over its next links. A run is over when
 * the last search is; what the next one wants is told by {@code _lastUpdated}.
 *
 * @param searches such as {@code Patient?active=true}
 * @param count resources wanted on a page
 */
record FhirSearch(String source, FhirServer server, List<String> searches, int count, Duration overlap,
    boolean snapshot, Clock clock) implements Paged {
  private static final Set<String> WANTED = Set.of("resourceType", "link.relation", "link.url");
  private static final Set<Integer> FORGOTTEN = Set.of(404, 410);

  FhirSearch {
    searches = List.copyOf(searches);
  }

  @Override
  public String plan() {
    return server.base() + " " + searches + " " + snapshot;
  }

  @Override
  public Page page(@Nullable Instant since, Run run) throws Trouble, InterruptedException {
    At at = At.of(run.next());
    Answer answer = server.ask(at.link().isEmpty() ? search(at.search(), since) : server.links().follow(at.link()));
    if (!at.link().isEmpty() && FORGOTTEN.contains(answer.status())) {
      return new Page(answer, JsonReading.NOTHING, 0, "", true);
    }
    JsonReading.Said said = JsonReading.of(server.checked(answer), Optional.of("entry"), WANTED);
    if (said.first("resourceType").filter("Bundle"::equals).isEmpty()) {
      throw new Trouble("应答不是 FHIR Bundle", "the answer is no FHIR Bundle");
    }
    return new Page(answer, said, said.rows().orElse(0), said.digest(), false);
  }

  @Override
  public Paging.Step after(Run run, Page page) throws Trouble {
    At at = At.of(run.next());
    Optional<String> link = next(page.said());
    if (link.isPresent() && link.get().equals(at.link())) {
      throw new Trouble("下一页链接指向本页", "the link to the next page leads to the page itself");
    }
    if (link.isPresent()) {
      return new Paging.Further(new At(at.search(), link.get()).text());
    }
    return at.search() + 1 < searches.size()
        ? new Paging.Further(new At(at.search() + 1, "").text())
        : new Paging.Last();
  }

  @Override
  public Optional<Instant> reached(Run run) {
    Instant began = run.began();
    return snapshot || began == null ? Optional.empty() : Optional.of(began.minus(overlap));
  }

  @Override
  public Envelope envelope(Run run, Page page) {
    String search = searches.get(At.of(run.next()).search());
    return new Envelope(source, search.split("\\?", 2)[0] + " " + (run.page() + 1), page.answer().content(),
        FhirServer.JSON, Optional.empty(), clock.instant(), Optional.empty(), Optional.empty());
  }

  /** Nothing that may be secret. */
  @Override
  public String toString() {
    return "FhirSearch[" + source + "]";
  }

  private URI search(int number, @Nullable Instant since) throws Trouble {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("_count", Integer.toString(count));
    if (since != null && !snapshot) {
      parameters.put("_lastUpdated", "ge" + since);
    }
    return server.at(searches.get(number), parameters);
  }

  private static Optional<String> next(JsonReading.Said said) {
    int next = said.said().getOrDefault("link.relation", List.of()).indexOf("next");
    List<String> urls = said.said().getOrDefault("link.url", List.of());
    return next < 0 || next >= urls.size() ? Optional.empty() : Optional.of(urls.get(next));
  }

  /** Which search a run has come to, and by which link; without one the search is at its beginning. */
  private record At(int search, String link) {
    static At of(String text) {
      String[] parts = text.split(" ", 2);
      return text.isEmpty() ? new At(0, "") : new At(Integer.parseInt(parts[0]), parts[1]);
    }

    String text() {
      return search + " " + link;
    }
  }
}
