package cn.yilu.catalogue.web;

import cn.yilu.catalogue.dataset.DatasetView;
import cn.yilu.catalogue.dataset.DatasetViews;
import cn.yilu.catalogue.dataset.SearchQuery;
import cn.yilu.catalogue.dataset.SearchResult;
import cn.yilu.catalogue.dataset.SearchResult.Facet;
import cn.yilu.catalogue.dataset.SearchResult.Hit;
import cn.yilu.catalogue.dataset.SearchResult.Value;
import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.http.model.Source.StateEnum;
import cn.yilu.catalogue.intake.SourceViews;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: the search box, and below it ways in for those who do not search. */
@Controller
class HomePage {
  private static final int LOOKED_AT = 50;
  private static final int SHOWN = 6;

  private final DatasetViews datasets;
  private final SourceViews sources;

  HomePage(DatasetViews datasets, SourceViews sources) {
    this.datasets = datasets;
    this.sources = sources;
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String home(Model model, Locale locale) {
    SearchResult all = datasets.find(new SearchQuery("", Set.of(), Set.of(), Set.of(), 1, LOOKED_AT));
    List<Source> connected = sources.all();
    model.addAttribute("datasets", all.total());
    model.addAttribute("records", records(all));
    model.addAttribute("themes", facet(all, "theme", HomePage::isSubject));
    model.addAttribute("departments", facet(all, "provider", value -> true));
    model.addAttribute("lately", lately(all));
    model.addAttribute("tries", tries(all, locale));
    model.addAttribute("sources", connected.size());
    model.addAttribute("today",
        connected.stream().mapToLong(source -> Objects.requireNonNullElse(source.getToday(), 0L)).sum());
    model.addAttribute("live", connected.stream().filter(HomePage::isLive).count());
    return "home";
  }

  private static List<Value> facet(SearchResult all, String name, Predicate<Value> shown) {
    return all.facets().stream().filter(facet -> facet.name().equals(name)).map(Facet::values).findFirst()
        .orElse(List.of()).stream().filter(value -> value.count() > 0).filter(shown).limit(SHOWN * 2L).toList();
  }

  /** Departments stand beside the themes, and need not stand among them. */
  private static boolean isSubject(Value theme) {
    return !theme.value().code().startsWith("department/");
  }

  private static OptionalLong records(SearchResult all) {
    return all.hits().stream().map(Hit::records).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong)
        .reduce(Long::sum);
  }

  private List<DatasetView> lately(SearchResult all) {
    return all.hits().stream().map(hit -> datasets.of(hit.id())).flatMap(Optional::stream)
        .sorted(Comparator.comparing(DatasetView::modified).reversed()).limit(SHOWN).toList();
  }

  /** Words that lead somewhere: the first keyword of some datasets. */
  private List<String> tries(SearchResult all, Locale locale) {
    return all.hits().stream().map(hit -> datasets.of(hit.id())).flatMap(Optional::stream)
        .flatMap(entry -> entry.keywords().stream().limit(1)).map(keyword -> keyword.in(locale)).distinct().limit(4)
        .toList();
  }

  private static boolean isLive(Source source) {
    return source.getState() == StateEnum.WORKING || source.getState() == StateEnum.QUIET;
  }
}
