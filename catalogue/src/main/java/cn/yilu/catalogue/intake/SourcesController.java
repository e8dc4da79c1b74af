package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.SourcesApi;
import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.organisation.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Sources and rejected rows over HTTP; programs may not see them, since rejected rows hold what people delivered. */
@RestController
class SourcesController implements SourcesApi {
  private final SourceViews views;

  SourcesController(SourceViews views) {
    this.views = views;
  }

  @Override
  public ResponseEntity<List<Source>> listSources() {
    onlyPeople();
    return ResponseEntity.ok(views.all());
  }

  @Override
  public ResponseEntity<Source> readSource(String id) {
    onlyPeople();
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<List<Rejection>> listRejections(String id, @Nullable Long before, Integer limit) {
    onlyPeople();
    return ResponseEntity.ok(views.rejections(id, before == null ? Long.MAX_VALUE : before, limit));
  }

  private static void onlyPeople() {
    if (Caller.current().kind() != Caller.Kind.PERSON) {
      throw new Problem(403, "forbidden", "程序令牌无权查看数据源,请以人员身份登录。",
          "A program's token may not see sources; log in as a person.");
    }
  }
}
