package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.RejectionsApi;
import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.http.model.Replay;
import cn.yilu.catalogue.http.model.RuleCount;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Rejected rows over HTTP, for people only. */
@RestController
class RejectionsController implements RejectionsApi {
  private final RejectionViews views;

  RejectionsController(RejectionViews views) {
    this.views = views;
  }

  @Override
  public ResponseEntity<List<Rejection>> listRejections(String id, @Nullable Long before, Integer limit,
      @Nullable String rule, @Nullable String delivery, @Nullable OffsetDateTime since, @Nullable OffsetDateTime until,
      Boolean replayed) {
    RejectionViews.Rows found = views.list(id, before == null ? Long.MAX_VALUE : before, limit,
        KeptFilter.of(rule, delivery, since, until), replayed, SourcesController.person());
    return page(found.rows(), found.before());
  }

  @Override
  public ResponseEntity<List<RuleCount>> countRejections(String id) {
    SourcesController.person();
    return ResponseEntity.ok(views.rules(id));
  }

  @Override
  public ResponseEntity<Replay> replayRejections(String id, @Nullable String rule, @Nullable String delivery,
      @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(views.replay(id, KeptFilter.of(rule, delivery, since, until), SourcesController.person()));
  }

  @Override
  public ResponseEntity<Replay> readReplay(String id) {
    SourcesController.person();
    return ResponseEntity.ok(views.replay(id));
  }

  @Override
  public ResponseEntity<Resource> exportRejections(String id, String format, @Nullable String rule,
      @Nullable String delivery, @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
    byte[] table = views.export(id, KeptFilter.of(rule, delivery, since, until), format.equals("xlsx"),
        SourcesController.person());
    return table("rejected-" + id, format, table);
  }

  /** Rows, and where to go on below unless that is the end. */
  static <T> ResponseEntity<List<T>> page(List<T> rows, long before) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (before > 0) {
      answer.header("Yilu-Before", Long.toString(before));
    }
    return answer.body(rows);
  }

  /** A table to be kept as a file. */
  static ResponseEntity<Resource> table(String name, String format, byte[] table) {
    return ResponseEntity.ok().contentType(KeptTable.type(format))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + format + "\"")
        .body(new ByteArrayResource(table));
  }
}
