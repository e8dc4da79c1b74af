package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.FindingsApi;
import cn.yilu.catalogue.http.model.FlawedRow;
import cn.yilu.catalogue.http.model.RuleCount;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Flaws of rows that were used, over HTTP, for people only. */
@RestController
class FindingsController implements FindingsApi {
  private final FlawViews views;

  FindingsController(FlawViews views) {
    this.views = views;
  }

  @Override
  public ResponseEntity<List<FlawedRow>> listFindings(String id, @Nullable Long before, Integer limit,
      @Nullable String rule, @Nullable String delivery, @Nullable OffsetDateTime since,
      @Nullable OffsetDateTime until) {
    FlawViews.Rows found = views.list(id, before == null ? Long.MAX_VALUE : before, limit,
        KeptFilter.of(rule, delivery, since, until), SourcesController.person());
    return RejectionsController.page(found.rows(), found.before());
  }

  @Override
  public ResponseEntity<List<RuleCount>> countFindings(String id) {
    SourcesController.person();
    return ResponseEntity.ok(views.rules(id));
  }

  @Override
  public ResponseEntity<Resource> exportFindings(String id, String format, @Nullable String rule,
      @Nullable String delivery, @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
    byte[] table = views.export(id, KeptFilter.of(rule, delivery, since, until), format.equals("xlsx"),
        SourcesController.person());
    return RejectionsController.table("findings-" + id, format, table);
  }
}
