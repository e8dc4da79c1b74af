package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.http.SuspensionsApi;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Suspensions over HTTP; asking twice changes nothing. */
@RestController
class SuspensionsController implements SuspensionsApi {
  private final Suspensions suspensions;

  SuspensionsController(Suspensions suspensions) {
    this.suspensions = suspensions;
  }

  @Override
  public ResponseEntity<Void> suspendAccount(String user) {
    suspensions.suspendPerson(user);
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Void> restoreAccount(String user) {
    suspensions.restorePerson(user);
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Void> suspendProgram(String id) {
    suspensions.suspendProgram(id);
    return ResponseEntity.noContent().build();
  }

  @Override
  public ResponseEntity<Void> restoreProgram(String id) {
    suspensions.restoreProgram(id);
    return ResponseEntity.noContent().build();
  }
}
