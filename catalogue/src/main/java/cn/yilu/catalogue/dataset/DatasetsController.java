package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.DatasetsApi;
import cn.yilu.catalogue.http.model.DataItem;
import cn.yilu.catalogue.http.model.Dataset;
import cn.yilu.catalogue.http.model.FacetValue;
import cn.yilu.catalogue.http.model.Hit;
import cn.yilu.catalogue.http.model.SearchPage;
import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue for programs. */
@RestController
class DatasetsController implements DatasetsApi {
  private static final int MOST_CHOICES = 100;
  private final DatasetViews views;

  DatasetsController(DatasetViews views) {
    this.views = views;
  }

  @Override
  public ResponseEntity<SearchPage> findDatasets(@Nullable String q, @Nullable List<String> theme,
      @Nullable List<String> provider, @Nullable List<String> shareType, Integer page, Integer size) {
    SearchResult result = views.find(new SearchQuery(q == null ? "" : q, chosen(theme), chosen(provider),
        chosen(shareType), page, size));
    Map<String, List<FacetValue>> facets = new LinkedHashMap<>();
    result.facets()
        .forEach(facet -> facets.put(facet.name(), facet.values().stream().map(DatasetsController::value).toList()));
    return ResponseEntity.ok(new SearchPage(Math.toIntExact(result.total()),
        result.hits().stream().map(DatasetsController::hit).toList(), facets));
  }

  @Override
  public ResponseEntity<Dataset> readDataset(String id) {
    return views.of(id).map(DatasetsController::dataset).map(ResponseEntity::ok).orElseThrow(
        () -> new Problem(404, "unknown-dataset", "没有这个数据集。", "There is no such dataset."));
  }

  private static Set<String> chosen(@Nullable List<String> values) {
    if (values == null) {
      return Set.of();
    }
    if (values.size() > MOST_CHOICES) {
      throw new Problem(400, "bad-request", "筛选值太多,最多 100 个。", "Too many facet values, at most 100.");
    }
    return Set.copyOf(values);
  }

  private static FacetValue value(SearchResult.Value value) {
    return new FacetValue(value.value().code(), Math.toIntExact(value.count())).label(text(value.value().label()));
  }

  private static Hit hit(SearchResult.Hit hit) {
    Hit answer = new Hit(hit.id(), text(hit.title()), text(hit.description()))
        .highlight(hit.markedDescription().zh()).provider(hit.provider().id())
        .shareType(Integer.valueOf(hit.shareType().code())).openType(Integer.valueOf(hit.openType().code()))
        .cycle(Integer.valueOf(hit.cycle().code()));
    return answer.records(counted(hit.records()));
  }

  private static Dataset dataset(DatasetView view) {
    return new Dataset(view.id(), text(view.title()), text(view.description()),
        view.items().stream().map(DatasetsController::item).toList())
        .provider(view.provider().id()).themes(view.themes().stream().map(Coded::code).toList())
        .keywords(view.keywords().stream().map(DatasetsController::text).toList())
        .shareType(Integer.valueOf(view.shareType().code())).openType(Integer.valueOf(view.openType().code()))
        .cycle(Integer.valueOf(view.cycle().code())).grade(view.grade()).schema(view.schema())
        .records(counted(view.records())).sources(view.sources().stream().map(SourceFact::id).toList());
  }

  private static DataItem item(Item item) {
    return new DataItem(item.name(), text(item.title()), item.type()).standard(item.standard().orElse(null))
        .codeList(item.codes().map(Item.Codes::name).orElse(null)).identifies(item.identifies()).grade(item.grade())
        .mask(item.mask().code()).shareType(Integer.valueOf(item.shareType().code()))
        .departments(item.departments().stream().map(Department::id).toList());
  }

  private static @Nullable Long counted(OptionalLong records) {
    return records.isPresent() ? records.getAsLong() : null;
  }

  private static cn.yilu.catalogue.http.model.Text text(Text text) {
    return new cn.yilu.catalogue.http.model.Text(text.zh(), text.en());
  }
}
