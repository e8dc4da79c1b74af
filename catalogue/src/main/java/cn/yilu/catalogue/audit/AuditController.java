package cn.yilu.catalogue.audit;

import cn.yilu.catalogue.http.AuditApi;
import cn.yilu.catalogue.http.model.AuditEntry;
import cn.yilu.catalogue.organisation.Caller;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** The ledger for those who look after it. */
@RestController
class AuditController implements AuditApi {
  private final Ledger ledger;

  AuditController(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public ResponseEntity<List<AuditEntry>> readAudit(Long after, Integer limit) {
    Caller.current().require(Caller.Role.AUDITOR, Caller.Role.OPERATOR);
    return ResponseEntity.ok(ledger.read(after, limit).stream().map(AuditController::entry).toList());
  }

  private static AuditEntry entry(LedgerEntry entry) {
    return new AuditEntry(entry.sequence(), entry.time().atOffset(ZoneOffset.UTC), entry.event(), entry.hash())
        .by(entry.by())
        .previous(entry.previous())
        .facts(new LinkedHashMap<>(entry.facts()));
  }
}
