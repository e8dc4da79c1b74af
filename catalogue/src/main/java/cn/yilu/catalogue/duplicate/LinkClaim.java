package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a claim of links means for the work list.
 *
 * @param alone the claim that stands alone from now on
 * @param decision what a person decided on a pair
 */
record LinkClaim(Optional<Key> alone, Optional<Decided> decision) {

  /** The claims, or the subjects, that it is about. */
  Stream<Key> about(Pair.Kind kind) {
    Stream<Key> pair = decision.map(Decided::pair).filter(each -> each.kind() == kind).stream()
        .flatMap(each -> kind == Pair.Kind.CLAIM ? Stream.of(each.other()) : Stream.of(each.one(), each.other()));
    return kind == Pair.Kind.CLAIM ? Stream.concat(alone.stream(), pair) : pair;
  }
}
