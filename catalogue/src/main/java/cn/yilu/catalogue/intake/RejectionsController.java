package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.RejectionsApi;
import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.http.model.Replay;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
        RejectionFilter.of(rule, delivery, since, until), replayed, SourcesController.person());
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (found.before() > 0) {
      answer.header("Yilu-Before", Long.toString(found.before()));
    }
    return answer.body(found.rows());
  }

  @Override
  public ResponseEntity<Replay> replayRejections(String id, @Nullable String rule, @Nullable String delivery,
      @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(views.replay(id, RejectionFilter.of(rule, delivery, since, until), SourcesController.person()));
  }

  @Override
  public ResponseEntity<Replay> readReplay(String id) {
    SourcesController.person();
    return ResponseEntity.ok(views.replay(id));
  }

  @Override
  public ResponseEntity<Resource> exportRejections(String id, String format, @Nullable String rule,
      @Nullable String delivery, @Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
    boolean workbook = format.equals("xlsx");
    byte[] table = views.export(id, RejectionFilter.of(rule, delivery, since, until), workbook,
        SourcesController.person());
    return ResponseEntity.ok()
        .contentType(workbook
            ? MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            : MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rejected-" + id + "." + format + "\"")
        .body(new ByteArrayResource(table));
  }
}
