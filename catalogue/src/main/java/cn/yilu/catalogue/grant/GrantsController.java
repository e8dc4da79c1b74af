package cn.yilu.catalogue.grant;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.GrantsApi;
import cn.yilu.catalogue.organisation.Caller;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Operators give and withdraw; a program sees its own; officers and auditors see all. */
@RestController
class GrantsController implements GrantsApi {
  private final Grants grants;

  GrantsController(Grants grants) {
    this.grants = grants;
  }

  @Override
  public ResponseEntity<cn.yilu.catalogue.http.model.Grant> addGrant(cn.yilu.catalogue.http.model.Grant stated) {
    Caller by = Caller.current().require(Caller.Role.OPERATOR);
    Grant grant = grants.add(grant(stated), by);
    return ResponseEntity.created(URI.create(PATH_ADD_GRANT + "/" + grant.id())).body(shown(grant));
  }

  @Override
  public ResponseEntity<List<cn.yilu.catalogue.http.model.Grant>> listGrants() {
    Caller by = Caller.current();
    List<Grant> seen = by.kind() == Caller.Kind.PROGRAM ? grants.of(by.id()) : grants.all();
    return ResponseEntity.ok(seen.stream().map(GrantsController::shown).toList());
  }

  @Override
  public ResponseEntity<cn.yilu.catalogue.http.model.Grant> readGrant(String id) {
    return ResponseEntity.ok(shown(seen(id, Caller.current())));
  }

  @Override
  public ResponseEntity<Void> withdrawGrant(String id) {
    Caller by = Caller.current().require(Caller.Role.OPERATOR);
    grants.withdraw(seen(id, by), by);
    return ResponseEntity.noContent().build();
  }

  private Grant seen(String id, Caller by) {
    return grants.find(id)
        .filter(grant -> by.kind() != Caller.Kind.PROGRAM || grant.reader().equals(by.id()))
        .orElseThrow(() -> new Problem(404, "unknown-grant", "没有这项授权。", "There is no such grant."));
  }

  private static Grant grant(cn.yilu.catalogue.http.model.Grant stated) {
    Map<String, String> fields = new HashMap<>();
    stated.getFields().forEach((name, mask) -> fields.put(name, Objects.requireNonNullElse(mask, "")));
    return new Grant(UUID.randomUUID().toString(), 1, stated.getReader(), stated.getDataset(), fields,
        Optional.ofNullable(stated.getArea()).orElse(""), stated.getPurpose(), stated.getLegalBasis(),
        stated.getFrom(), stated.getUntil(), false);
  }

  private static cn.yilu.catalogue.http.model.Grant shown(Grant grant) {
    return new cn.yilu.catalogue.http.model.Grant(grant.reader(), grant.dataset(), grant.fields(), grant.purpose(),
        grant.legalBasis(), grant.from(), grant.until())
        .id(grant.id()).area(grant.area()).withdrawn(grant.withdrawn());
  }
}
