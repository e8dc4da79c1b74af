package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.SharedSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The links that matter to one dataset: of the kind of subject its records are about, and of those they refer to. They
 * are few, so they are held in the heap; the dataset's state keeps them too, in step with everything else of it.
 */
final class KnownLinks {
  static final char LINK = 'k';

  private final DatasetState state;
  private final SubjectLinks reader;
  private final Set<String> kinds;
  private volatile Links links = Links.NONE;

  KnownLinks(SharedSchema schema, DatasetState state, SubjectLinks reader) {
    this.state = state;
    this.reader = reader;
    Set<String> all = new HashSet<>(Set.of(schema.subject()));
    schema.fields().forEach(field -> field.reference().ifPresent(all::add));
    kinds = Set.copyOf(all);
  }

  Links now() {
    return links;
  }

  /** Has at hand what the state keeps. */
  void load() {
    Map<Key, SubjectLink> kept = new HashMap<>();
    byte[] prefix = state.key(LINK);
    state.store().scan(prefix, prefix, (key, value) -> {
      kept.put(state.keyIn(key, 0), SubjectLink.decode(value));
      return true;
    });
    links = kept.isEmpty() ? Links.NONE : new Links(kept);
  }

  /** What claims of links change, of those that matter here. */
  LinkChange change(List<Block> claims) {
    if (claims.isEmpty()) {
      return LinkChange.none(links);
    }
    Map<Key, Optional<SubjectLink>> changes = new LinkedHashMap<>();
    claims.forEach(block -> block.entries().forEach(claim -> changes.put(claim.key(), read(claim))));
    changes.entrySet()
        .removeIf(change -> Objects.equals(links.stated(change.getKey()), change.getValue().orElse(null)));
    return changes.isEmpty() ? LinkChange.none(links) : new LinkChange(links, links.with(changes), changes);
  }

  private Optional<SubjectLink> read(Entry claim) {
    return reader.read(claim).filter(link -> kinds.contains(link.subject()));
  }

  /** The state has taken a change over. */
  void took(LinkChange change) {
    if (!change.changes().isEmpty()) {
      links = change.after();
    }
  }
}
