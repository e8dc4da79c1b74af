package cn.yilu.schemas.code;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The code lists of this release, read once from their files. */
public final class CodeLists {
  private static final List<String> FILES = List.of("sex", "marital-status", "relation", "ethnicity", "education",
      "residence-state", "person-kind", "ability-level", "ability-scheme", "occupancy-kind", "measure", "bed-state",
      "mask", "share-type", "open-type", "update-cycle", "share-mode", "format-class", "item-type", "department",
      "theme",
      "division", "division-abolished");

  private CodeLists() {}

  /** The list of this name; an unknown one is an {@link IllegalArgumentException}. */
  public static CodeList of(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no code list " + name));
  }

  /** The list of this name, if there is one. */
  public static Optional<CodeList> find(String name) {
    return Optional.ofNullable(Loaded.LISTS.get(name));
  }

  /** All lists. */
  public static Collection<CodeList> all() {
    return List.copyOf(Loaded.LISTS.values());
  }

  /** Loads at first use. */
  private static final class Loaded {
    static final Map<String, CodeList> LISTS = load();

    private static Map<String, CodeList> load() {
      Map<String, CodeList> lists = new LinkedHashMap<>();
      for (String file : FILES) {
        lists.put(file, CodeFile.read(file));
      }
      return lists;
    }
  }
}
