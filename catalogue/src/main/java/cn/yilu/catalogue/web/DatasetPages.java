package cn.yilu.catalogue.web;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.YiluProperties;
import cn.yilu.catalogue.dataset.DatasetView;
import cn.yilu.catalogue.dataset.DatasetViews;
import cn.yilu.catalogue.dataset.EntryHistory;
import cn.yilu.catalogue.dataset.SearchResult;
import cn.yilu.catalogue.dataset.SourceFact;
import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Search, its completions and results, and the page of a dataset. */
@Controller
class DatasetPages {
  private static final int SUGGESTED = 8;

  private final DatasetViews datasets;
  private final EntryHistory history;
  private final YiluProperties yilu;
  private final MessageSource messages;
  private final Words words;

  DatasetPages(DatasetViews datasets, EntryHistory history, YiluProperties yilu, MessageSource messages,
      Words words) {
    this.datasets = datasets;
    this.history = history;
    this.yilu = yilu;
    this.messages = messages;
    this.words = words;
  }

  @GetMapping(path = "/suggest", produces = MediaType.TEXT_HTML_VALUE)
  String suggest(@RequestParam(defaultValue = "") String q, Model model) {
    String typed = new Filters(q, Map.of(), 1).words();
    model.addAttribute("found", typed.isEmpty() ? List.of() : datasets.suggest(typed, SUGGESTED));
    return "suggest";
  }

  @GetMapping(path = "/datasets", produces = MediaType.TEXT_HTML_VALUE)
  String results(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page,
      @RequestParam MultiValueMap<String, String> all, Model model) {
    Filters filters = new Filters(q, chosen(all), page);
    SearchResult result = datasets.find(filters.query());
    model.addAttribute("filters", filters);
    model.addAttribute("result", result);
    model.addAttribute("chips", chips(filters, result));
    model.addAttribute("pages", Math.min((result.total() + Filters.SIZE - 1) / Filters.SIZE, 1000));
    return "datasets";
  }

  private static Map<String, Set<String>> chosen(MultiValueMap<String, String> parameters) {
    Map<String, Set<String>> chosen = new LinkedHashMap<>();
    for (String facet : Filters.FACETS) {
      chosen.put(facet, new LinkedHashSet<>(parameters.getOrDefault(facet, List.of())));
    }
    return chosen;
  }

  private static List<Chip> chips(Filters filters, SearchResult result) {
    return result.facets().stream().flatMap(facet -> facet.values().stream().filter(SearchResult.Value::chosen)
        .map(value -> new Chip(value.value().label(), filters.toggle(facet.name(), value.value().code()).href())))
        .toList();
  }

  /** The page for whoever asks for no form that the graph has. */
  @GetMapping(path = "/datasets/{id:[a-z0-9-]{1,64}}", produces = {MediaType.TEXT_HTML_VALUE, MediaType.ALL_VALUE})
  String dataset(@PathVariable String id, Model model, Locale locale) {
    DatasetView entry = datasets.of(id).orElseThrow(() -> new Problem(404, "unknown-dataset",
        "目录中没有“" + id + "”这个数据集，它可能已被撤销。", "The catalogue has no dataset '" + id + "'; it may have been withdrawn."));
    return page(entry, entry.version(), model, locale);
  }

  /** The page as it was in an earlier version. */
  @GetMapping(path = "/datasets/{id:[a-z0-9-]{1,64}}/versions/{version:[0-9]{1,9}}", produces = MediaType.TEXT_HTML_VALUE)
  String version(@PathVariable String id, @PathVariable int version, Model model, Locale locale) {
    DatasetView entry = history.version(id, version).orElseThrow(() -> new Problem(404, "unknown-version",
        "目录中没有这个版本，它可能已被清理。", "The catalogue has no such version; it may have been cleared away."));
    return page(entry, datasets.of(id).map(DatasetView::version).orElse(version), model, locale);
  }

  private String page(DatasetView entry, int newest, Model model, Locale locale) {
    String id = entry.id();
    model.addAttribute("entry", entry);
    model.addAttribute("newest", newest);
    model.addAttribute("versions", history.versions(id));
    model.addAttribute("title", words.of(entry.title()));
    model.addAttribute("curl", "curl -H \"Authorization: Bearer $TOKEN\" \\\n  \"" + yilu.base()
        + "/api/v1/feeds/" + id + "?limit=100\"");
    model.addAttribute("cite", messages.getMessage("cite", new Object[]{words.of(entry.provider().name()),
        words.of(entry.title()), entry.version(), yilu.base() + "/datasets/" + id}, locale));
    model.addAttribute("picture", LineagePicture.of(entry, locale));
    model.addAttribute("sourceTitles", entry.sources().stream()
        .collect(Collectors.toMap(SourceFact::id, source -> words.of(source.title()))));
    return "dataset";
  }

  /** A filter that is on, and the address without it. */
  record Chip(Text label, String without) {}
}
