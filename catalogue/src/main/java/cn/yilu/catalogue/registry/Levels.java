package cn.yilu.catalogue.registry;

import cn.yilu.schemas.evolution.CompatibilityLevel;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which compatibility level holds for which subject. */
@Component
class Levels {
  private static final String ALL = "";
  private final SchemaStore store;
  private final ReleasedSubjects released;

  Levels(SchemaStore store, ReleasedSubjects released) {
    this.store = store;
    this.released = released;
  }

  /** The level of subjects that have none of their own. */
  CompatibilityLevel general() {
    return level(ALL).orElse(CompatibilityLevel.BACKWARD);
  }

  /** The level a subject has of its own. */
  Optional<CompatibilityLevel> own(String subject) {
    return released.level(subject).or(() -> level(subject));
  }

  /** The level that holds for a subject. */
  CompatibilityLevel of(String subject) {
    return own(subject).orElseGet(this::general);
  }

  private Optional<CompatibilityLevel> level(String subject) {
    return store.level(subject).flatMap(CompatibilityLevel::of);
  }

  void general(String level) {
    store.level(ALL, valid(level));
  }

  void own(String subject, String level) {
    released.refuseIfReserved(subject);
    store.level(named(subject), valid(level));
  }

  CompatibilityLevel resetGeneral() {
    CompatibilityLevel before = general();
    store.noLevel(ALL);
    return before;
  }

  CompatibilityLevel reset(String subject) {
    released.refuseIfReserved(subject);
    CompatibilityLevel before = level(named(subject)).orElseThrow(() -> none(subject));
    store.noLevel(subject);
    return before;
  }

  static Refusal none(String subject) {
    return new Refusal(Refusal.NO_LEVEL,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  private static String named(String subject) {
    if (subject.isBlank()) {
      throw Refusal.noSubject(subject);
    }
    return subject;
  }

  private static String valid(String level) {
    return CompatibilityLevel.of(level).map(Enum::name).orElseThrow(() -> new Refusal(Refusal.BAD_LEVEL,
        "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, "
            + "forward_transitive, and full_transitive"));
  }
}
