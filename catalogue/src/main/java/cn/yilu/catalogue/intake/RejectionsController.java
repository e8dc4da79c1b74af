package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.RejectionsApi;
import cn.yilu.catalogue.http.model.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Rejected rows over HTTP, for people only. */
@RestController
class RejectionsController implements RejectionsApi {
  private final SourceViews views;

  RejectionsController(SourceViews views) {
    this.views = views;
  }

  @Override
  public ResponseEntity<List<Rejection>> listRejections(String id, @Nullable Long before, Integer limit) {
    SourcesController.person();
    return ResponseEntity.ok(views.rejections(id, before == null ? Long.MAX_VALUE : before, limit));
  }
}
