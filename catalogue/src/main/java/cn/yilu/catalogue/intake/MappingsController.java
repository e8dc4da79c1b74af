package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.MappingsApi;
import cn.yilu.catalogue.http.model.MappingCheck;
import cn.yilu.catalogue.http.model.MappingSample;
import cn.yilu.catalogue.http.model.MappingText;
import cn.yilu.catalogue.http.model.MappingTrial;
import cn.yilu.catalogue.http.model.Rule;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Checks and tries mapping files, and lists rules. Whoever calls sees what he gave and nothing else. */
@RestController
class MappingsController implements MappingsApi {
  private final MappingTrials trials;

  MappingsController(MappingTrials trials) {
    this.trials = trials;
  }

  @Override
  public ResponseEntity<MappingCheck> checkMapping(MappingText text) {
    return ResponseEntity.ok(trials.check(text.getMapping()));
  }

  @Override
  public ResponseEntity<MappingTrial> tryMapping(MappingSample sample) {
    return ResponseEntity.ok(trials.attempt(sample));
  }

  @Override
  public ResponseEntity<List<Rule>> listRules() {
    return ResponseEntity.ok(trials.rules());
  }
}
