package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The links that hold at a moment, by the claims that state them, and what follows from them. Never changed. */
final class Links {
  static final Links NONE = new Links(Map.of());

  private final Map<Key, SubjectLink> stated;
  private final Map<String, Aliases> aliases = new HashMap<>();
  private final Map<String, Set<Key>> apart = new HashMap<>();

  Links(Map<Key, SubjectLink> stated) {
    this.stated = stated;
    Map<String, List<SubjectLink.Same>> same = new HashMap<>();
    for (SubjectLink link : stated.values()) {
      switch (link) {
        case SubjectLink.Same one -> same.computeIfAbsent(link.subject(), kind -> new ArrayList<>()).add(one);
        case SubjectLink.Apart one -> apart.computeIfAbsent(link.subject(), kind -> new HashSet<>()).add(one.claim());
      }
    }
    same.forEach((kind, links) -> aliases.put(kind, Aliases.of(links)));
  }

  int count() {
    return stated.size();
  }

  /** Which subjects of a kind are one. */
  Aliases aliases(String subject) {
    return aliases.getOrDefault(subject, Aliases.NONE);
  }

  /** Claims about a kind of subject that stand alone, whatever their identifiers say. */
  Set<Key> apart(String subject) {
    return apart.getOrDefault(subject, Set.of());
  }

  @Nullable
  SubjectLink stated(Key claim) {
    return stated.get(claim);
  }

  /** These links after claims of links came, changed or were withdrawn. */
  Links with(Map<Key, Optional<SubjectLink>> changes) {
    Map<Key, SubjectLink> all = new HashMap<>(stated);
    changes.forEach((claim, link) -> link.ifPresentOrElse(now -> all.put(claim, now), () -> all.remove(claim)));
    return new Links(all);
  }
}
