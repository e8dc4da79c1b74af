package cn.yilu.catalogue.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Finds subjects, versions and schemas, and reads schemas together with those they use. */
@Component
class Subjects {
  private static final int MOST_REFERENCES = 100;
  private static final int LONGEST = 255;
  private final SchemaStore store;
  private final ReleasedSubjects released;

  Subjects(SchemaStore store, ReleasedSubjects released) {
    this.store = store;
    this.released = released;
  }

  List<String> names(String prefix, boolean standing, boolean deleted) {
    released.ensure();
    return store.subjects(prefix, standing, deleted);
  }

  /** Versions of a subject, oldest first; none is a refusal. */
  List<Registered> versions(String subject, boolean deleted) {
    released.ensure();
    List<Registered> versions = store.versions(subject).stream().filter(wanted(deleted)).toList();
    if (versions.isEmpty()) {
      throw Refusal.noSubject(subject);
    }
    return versions;
  }

  /** A version by its number, or the latest. */
  Registered version(String subject, String version, boolean deleted) {
    int number = number(version);
    List<Registered> versions = versions(subject, deleted);
    return number < 0
        ? versions.getLast()
        : versions.stream().filter(each -> each.version() == number).findFirst()
            .orElseThrow(() -> Refusal.noVersion(number));
  }

  /** A version's number; -1 for the latest. */
  static int number(String version) {
    if (version.equals("latest") || version.equals("-1")) {
      return -1;
    }
    if (version.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(version);
    }
    throw new Refusal(Refusal.BAD_VERSION, "The specified version '" + version
        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
  }

  /** A name that a new subject may have. */
  static String named(String subject) {
    if (subject.isBlank() || subject.length() > LONGEST) {
      throw new Refusal(Refusal.BAD_REQUEST, "A subject has 1 to " + LONGEST + " characters");
    }
    return subject;
  }

  String text(int id) {
    released.ensure();
    return store.text(id).orElseThrow(() -> new Refusal(Refusal.NO_SCHEMA, "Schema " + id + " not found"));
  }

  List<Reference> references(int id) {
    return store.references(id);
  }

  List<Registered> versionsOf(int id, boolean deleted) {
    text(id);
    return store.versionsOf(id).stream().filter(wanted(deleted)).toList();
  }

  List<Integer> referrers(String subject, String version) {
    return store.referrers(subject, version(subject, version, true).version());
  }

  /** The newest version of a subject that is this very schema. */
  Optional<Registered> find(String subject, SchemaText schema, boolean deleted) {
    return store.id(schema.digest()).flatMap(id -> store.versions(subject).stream().filter(wanted(deleted))
        .filter(each -> each.id() == id).reduce((one, later) -> later));
  }

  /** Reads a draft with everything it refers to. */
  SchemaText read(Draft draft) {
    released.ensure();
    Map<Integer, String> known = new LinkedHashMap<>();
    draft.references().forEach(each -> collect(each, known, new ArrayList<>()));
    return SchemaText.read(draft, List.copyOf(known.values()));
  }

  /** Reads what is registered. */
  SchemaText read(Registered registered) {
    return read(new Draft(registered.text(), store.references(registered.id())));
  }

  /** What a version uses comes before it, each once. Versions refer to earlier ones only, so that this ends. */
  private void collect(Reference reference, Map<Integer, String> known, List<Integer> within) {
    Registered target = store.versions(reference.subject()).stream()
        .filter(each -> each.version() == reference.version()).findFirst()
        .orElseThrow(() -> new Refusal(Refusal.BAD_SCHEMA, "Invalid schema: no schema reference found for subject \""
            + reference.subject() + "\" and version " + reference.version()));
    if (known.containsKey(target.id()) || within.contains(target.id())) {
      return;
    }
    if (known.size() + within.size() >= MOST_REFERENCES) {
      throw new Refusal(Refusal.BAD_SCHEMA, "Invalid schema: refers to more than " + MOST_REFERENCES + " others");
    }
    within.add(target.id());
    store.references(target.id()).forEach(each -> collect(each, known, within));
    known.put(target.id(), target.text());
  }

  private static Predicate<Registered> wanted(boolean deleted) {
    return each -> deleted || !each.deleted();
  }
}
