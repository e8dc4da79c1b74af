package cn.yilu.catalogue.registry;

import cn.yilu.catalogue.http.RegistryRulesApi;
import cn.yilu.catalogue.http.model.CompatibilityChange;
import cn.yilu.catalogue.http.model.CompatibilityVerdict;
import cn.yilu.catalogue.http.model.RegistryMode;
import cn.yilu.catalogue.http.model.SchemaDraft;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.schemas.evolution.CompatibilityLevel;
import java.util.List;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Levels and what follows from them. Operators change the general one, officers and a subject's program that of it. */
@RestController
class RegistryRulesController implements RegistryRulesApi, RegistryAnswers {
  private final Subjects subjects;
  private final SchemaRegistry registry;
  private final Levels levels;

  RegistryRulesController(Subjects subjects, SchemaRegistry registry, Levels levels) {
    this.subjects = subjects;
    this.registry = registry;
    this.levels = levels;
  }

  @Override
  public ResponseEntity<CompatibilityVerdict> checkCompatibility(String subject, SchemaDraft sent, Boolean verbose) {
    SchemaText schema = subjects.read(RegistryAnswers.draft(sent));
    return verdict(registry.conflicts(subject, schema), verbose);
  }

  @Override
  public ResponseEntity<CompatibilityVerdict> checkCompatibilityWith(String subject, String version, SchemaDraft sent,
      Boolean verbose) {
    Registered other = subjects.version(subject, version, false);
    return verdict(registry.conflicts(subject, subjects.read(RegistryAnswers.draft(sent)), other), verbose);
  }

  private static ResponseEntity<CompatibilityVerdict> verdict(List<String> conflicts, boolean verbose) {
    CompatibilityVerdict verdict = new CompatibilityVerdict(conflicts.isEmpty());
    return ResponseEntity.ok(verbose ? verdict.messages(conflicts) : verdict);
  }

  @Override
  public ResponseEntity<cn.yilu.catalogue.http.model.CompatibilityLevel> readLevel() {
    return shown(levels.general());
  }

  @Override
  public ResponseEntity<CompatibilityChange> changeLevel(CompatibilityChange change) {
    levels.general(stated(change), Caller.current().require(Role.OPERATOR));
    return ResponseEntity.ok(change);
  }

  @Override
  public ResponseEntity<cn.yilu.catalogue.http.model.CompatibilityLevel> resetLevel() {
    return shown(levels.resetGeneral(Caller.current().require(Role.OPERATOR)));
  }

  @Override
  public ResponseEntity<cn.yilu.catalogue.http.model.CompatibilityLevel> readLevelOf(String subject,
      Boolean defaultToGlobal) {
    return shown(defaultToGlobal ? levels.of(subject) : levels.own(subject).orElseThrow(() -> Levels.none(subject)));
  }

  @Override
  public ResponseEntity<CompatibilityChange> changeLevelOf(String subject, CompatibilityChange change) {
    levels.own(subject, stated(change), changer());
    return ResponseEntity.ok(change);
  }

  @Override
  public ResponseEntity<cn.yilu.catalogue.http.model.CompatibilityLevel> resetLevelOf(String subject) {
    return shown(levels.reset(subject, changer()));
  }

  private static Caller changer() {
    return Caller.current().require(Role.PROGRAM, Role.OFFICER, Role.OPERATOR);
  }

  private static String stated(CompatibilityChange change) {
    return Objects.requireNonNullElse(change.getCompatibility(), "");
  }

  private static ResponseEntity<cn.yilu.catalogue.http.model.CompatibilityLevel> shown(CompatibilityLevel level) {
    return ResponseEntity.ok(new cn.yilu.catalogue.http.model.CompatibilityLevel(level.name()));
  }

  @Override
  public ResponseEntity<RegistryMode> readMode() {
    return ResponseEntity.ok(new RegistryMode("READWRITE"));
  }

  @Override
  public ResponseEntity<RegistryMode> readModeOf(String subject, Boolean defaultToGlobal) {
    if (ReleasedSubjects.isReserved(subject)) {
      return ResponseEntity.ok(new RegistryMode("READONLY"));
    }
    if (defaultToGlobal) {
      return readMode();
    }
    throw new Refusal(Refusal.NO_MODE, "Subject '" + subject + "' does not have subject-level mode configured");
  }
}
