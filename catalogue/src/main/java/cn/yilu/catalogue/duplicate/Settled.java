package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What claims of links say at a moment: which claims stand alone and which pairs people have decided. Never changed; held
 * in the heap because people decide few.
 */
final class Settled {
  private final Map<Key, LinkClaim> said;
  private final Set<Key> apart;

  /** All claims of links by their keys. */
  Settled(Map<Key, LinkClaim> said) {
    this.said = said;
    apart = said.values().stream().flatMap(claim -> claim.alone().stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a claim stands alone, whatever its identifiers say. */
  boolean apart(Key claim) {
    return apart.contains(claim);
  }

  /** Whether somebody has decided the pair of this id. */
  boolean decided(Key pair) {
    LinkClaim claim = said.get(pair);
    return claim != null && claim.decision().isPresent();
  }

  /** Whether nothing is settled. */
  boolean nothing() {
    return said.isEmpty();
  }

  Settled with(Map<Key, Optional<LinkClaim>> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    Map<Key, LinkClaim> now = new HashMap<>(said);
    changes.forEach((key, claim) -> claim.ifPresentOrElse(says -> now.put(key, says), () -> now.remove(key)));
    return new Settled(now);
  }

  /** The claims, or the records, that some claims of links are about. */
  Set<Key> about(Set<Key> links, Pair.Kind kind) {
    return links.stream().map(said::get).flatMap(claim -> claim == null ? Stream.empty() : claim.about(kind))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
