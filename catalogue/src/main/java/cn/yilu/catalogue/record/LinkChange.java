package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Links before and after a range.
 *
 * @param changes by the claim that states a link, what it states now; empty when it states none any more
 */
record LinkChange(Links before, Links after, Map<Key, Optional<SubjectLink>> changes) {

  /** Nothing changes. */
  static LinkChange none(Links links) {
    return new LinkChange(links, links, Map.of());
  }

  /** Subjects of this kind that are, or were, one with an end of a link that changed. */
  Set<Key> concerned(String subject) {
    Set<Key> concerned = new LinkedHashSet<>();
    same(subject).flatMap(link -> Stream.of(link.reference(), link.target())).forEach(end -> {
      concerned.addAll(before.aliases(subject).members(end));
      concerned.addAll(after.aliases(subject).members(end));
    });
    return concerned;
  }

  private Stream<SubjectLink.Same> same(String subject) {
    return changes.keySet().stream().flatMap(claim -> Stream.of(before, after).map(links -> links.stated(claim)))
        .filter(Objects::nonNull).filter(SubjectLink.Same.class::isInstance).map(SubjectLink.Same.class::cast)
        .filter(link -> link.subject().equals(subject));
  }

  /** Subjects of this kind that are called otherwise than before wherever something refers to them. */
  Set<Key> renamed(String subject) {
    Set<Key> renamed = concerned(subject);
    renamed.removeIf(key -> before.aliases(subject).stays(key).equals(after.aliases(subject).stays(key)));
    return renamed;
  }

  /** Claims about this kind of subject that stand alone from now on, or no longer. */
  List<Key> moved(String subject) {
    if (changes.isEmpty()) {
      return List.of();
    }
    return Stream.of(before, after).flatMap(links -> links.apart(subject).stream()).distinct()
        .filter(claim -> before.apart(subject).contains(claim) != after.apart(subject).contains(claim)).toList();
  }

  /** Calls back with what is to be kept, by claim; nothing for what is to be kept no longer. */
  void kept(BiConsumer<Key, Optional<byte[]>> row) {
    changes.forEach((claim, link) -> row.accept(claim, link.map(SubjectLink::encode)));
  }
}
