package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.SourcesApi;
import cn.yilu.catalogue.http.model.Rewind;
import cn.yilu.catalogue.http.model.Secret;
import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.http.model.SourceSettings;
import cn.yilu.catalogue.organisation.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Sources over HTTP, for people only. */
@RestController
class SourcesController implements SourcesApi {
  private final SourceViews views;
  private final SourceChanges changes;

  SourcesController(SourceViews views, SourceChanges changes) {
    this.views = views;
    this.changes = changes;
  }

  @Override
  public ResponseEntity<List<Source>> listSources() {
    person();
    return ResponseEntity.ok(views.all());
  }

  @Override
  public ResponseEntity<Source> readSource(String id) {
    person();
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<Source> addSource(SourceSettings settings) {
    String id = settings.getId();
    if (id == null) {
      throw new Problem(400, "bad-request", "id 不能缺少", "id is missing");
    }
    changes.add(SettingsView.read(id, settings), person());
    return ResponseEntity.status(HttpStatus.CREATED).body(views.of(id));
  }

  @Override
  public ResponseEntity<Source> changeSource(String id, SourceSettings settings) {
    changes.change(SettingsView.read(id, settings), person());
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<SourceSettings> readSourceSettings(String id) {
    person().require(Caller.Role.OPERATOR);
    return ResponseEntity.ok(SettingsView.of(changes.settings(id)));
  }

  @Override
  public ResponseEntity<Void> removeSource(String id) {
    changes.remove(id, person());
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Source> restoreSource(String id) {
    changes.restore(id, person());
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<Source> pauseSource(String id) {
    changes.pause(id, true, person());
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<Source> resumeSource(String id) {
    changes.pause(id, false, person());
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<Source> rewindSource(String id, @Nullable Rewind rewind) {
    changes.rewind(id, Optional.ofNullable(rewind).map(Rewind::getPosition), person());
    return ResponseEntity.ok(views.of(id));
  }

  @Override
  public ResponseEntity<Void> setSourceSecret(String id, String name, Secret secret) {
    changes.secret(id, name, secret.getValue(), person());
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Source> decideSnapshot(String id, String decision) {
    changes.decide(id, decision.equals("yes"), person());
    return ResponseEntity.ok(views.of(id));
  }

  /** The person who calls; programs may not see sources, since rejected rows hold what people delivered. */
  static Caller person() {
    Caller caller = Caller.current();
    if (caller.kind() != Caller.Kind.PERSON) {
      throw new Problem(403, "forbidden", "程序令牌无权查看数据源,请以人员身份登录。",
          "A program's token may not see sources; log in as a person.");
    }
    return caller;
  }
}
