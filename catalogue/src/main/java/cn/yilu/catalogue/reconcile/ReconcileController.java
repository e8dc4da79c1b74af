package cn.yilu.catalogue.reconcile;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.OperationApi;
import cn.yilu.catalogue.http.model.Reconciliation;
import cn.yilu.catalogue.organisation.Caller;
import java.time.ZoneOffset;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** The comparison of projections with the log, for those who run the service. */
@RestController
class ReconcileController implements OperationApi {
  private final Reconciler reconciler;

  ReconcileController(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public ResponseEntity<Reconciliation> readReconciliation() {
    Caller.current().require(Caller.Role.OPERATOR, Caller.Role.AUDITOR);
    return ResponseEntity.ok(reconciler.latest().map(ReconcileController::shown)
        .orElseThrow(() -> new Problem(404, "not-found", "本节点启动以来尚未核对过。",
            "Nothing was compared since this node started.")));
  }

  @Override
  public ResponseEntity<Reconciliation> startReconciliation(Boolean repair) {
    Caller caller = Caller.current().require(Caller.Role.OPERATOR);
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(shown(reconciler.start(repair, caller.id())));
  }

  private static Reconciliation shown(Reconciler.Run run) {
    Reconciliation.StateEnum state = run.ended().isEmpty()
        ? Reconciliation.StateEnum.RUNNING
        : run.failure().isPresent() ? Reconciliation.StateEnum.FAILED : Reconciliation.StateEnum.DONE;
    Reconciliation shown = new Reconciliation(state, run.repair(), run.started().atOffset(ZoneOffset.UTC),
        run.drift(), run.found().stream().map(ReconcileController::shown).toList());
    run.ended().ifPresent(ended -> shown.ended(ended.atOffset(ZoneOffset.UTC)));
    run.failure().ifPresent(shown::failure);
    return run.doing().isEmpty() ? shown : shown.doing(run.doing());
  }

  private static cn.yilu.catalogue.http.model.Drift shown(Drift drift) {
    return new cn.yilu.catalogue.http.model.Drift(drift.part(), drift.checked(), drift.drift(), drift.repaired());
  }
}
