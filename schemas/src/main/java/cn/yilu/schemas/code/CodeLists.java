package cn.yilu.schemas.code;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The code lists of this release, each read once when it is first asked for. */
public final class CodeLists {
  private static final Set<String> NAMES = new LinkedHashSet<>(List.of("sex", "marital-status", "relation", "ethnicity",
      "education", "political-status", "id-type", "residence-state", "person-kind", "household-kind", "ability-level",
      "ability-scheme", "status-kind", "status-scheme", "occupancy-kind", "organisation-kind", "organisation-state",
      "measure", "bed-state", "health-measure", "unit", "abnormal-flag", "vaccine", "body-site", "vaccine-route",
      "intake-channel", "event-category", "work-order-state", "satisfaction", "device-kind", "device-state",
      "service-kind", "service-state", "payer", "certificate-kind", "certificate-state", "link-verdict", "mask",
      "share-type", "open-type", "update-cycle", "share-mode", "format-class", "item-type", "entry-state", "department",
      "theme",
      "division", "division-abolished", "division-kind", "resident-id-sequence", "urban-rural", "grid", "grid-kind"));
  private static final Map<String, CodeList> READ = new ConcurrentHashMap<>();

  private CodeLists() {}

  /** The list of this name; an unknown one is an {@link IllegalArgumentException}. */
  public static CodeList of(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no code list " + name));
  }

  /** The list of this name, if there is one. */
  public static Optional<CodeList> find(String name) {
    return NAMES.contains(name) ? Optional.of(READ.computeIfAbsent(name, CodeFile::read)) : Optional.empty();
  }

  /** All lists. */
  public static Collection<CodeList> all() {
    return NAMES.stream().map(CodeLists::of).toList();
  }
}
