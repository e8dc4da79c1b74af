package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.DuplicatesApi;
import cn.yilu.catalogue.http.model.Duplicate;
import cn.yilu.catalogue.http.model.DuplicateList;
import cn.yilu.catalogue.http.model.DuplicateVerdict;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Candidate duplicates over HTTP, for people only. */
@RestController
class DuplicatesController implements DuplicatesApi {
  private final DuplicateViews views;
  private final Decisions decisions;

  DuplicatesController(DuplicateViews views, Decisions decisions) {
    this.views = views;
    this.decisions = decisions;
  }

  @Override
  public ResponseEntity<DuplicateList> listDuplicates(@Nullable String dataset, @Nullable String reason, String state,
      @Nullable String cursor, Integer limit) {
    person();
    return ResponseEntity.ok(views.list(new DuplicateViews.Wanted(Optional.ofNullable(dataset),
        Optional.ofNullable(reason), state.equals("decided")), Optional.ofNullable(cursor), limit));
  }

  @Override
  public ResponseEntity<Duplicate> readDuplicate(String id) {
    return ResponseEntity.ok(views.view(id, person()));
  }

  @Override
  public ResponseEntity<Void> decideDuplicate(String id, DuplicateVerdict verdict) {
    decisions.decide(id, verdict.getVerdict() == DuplicateVerdict.VerdictEnum.SAME,
        Objects.requireNonNullElse(verdict.getReason(), ""), Boolean.TRUE.equals(verdict.getAgain()), person());
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Void> withdrawDuplicate(String id) {
    decisions.withdraw(id, person());
    return ResponseEntity.noContent().build();
  }

  private static Caller person() {
    Caller caller = Caller.current();
    if (caller.kind() != Caller.Kind.PERSON) {
      throw new Problem(403, "forbidden", "程序令牌无权查看疑似重复,请以人员身份登录。",
          "A program's token may not see candidate duplicates; log in as a person.");
    }
    return caller.require(Role.OPERATOR, Role.OFFICER);
  }
}
