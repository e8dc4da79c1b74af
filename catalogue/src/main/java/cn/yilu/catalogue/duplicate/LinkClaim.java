package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.util.Optional;

/**
 * What a claim of links means for the work list.
 *
 * @param alone the claim that stands alone from now on
 * @param decision what a person decided on a pair
 */
record LinkClaim(Optional<Key> alone, Optional<Decided> decision) {}
