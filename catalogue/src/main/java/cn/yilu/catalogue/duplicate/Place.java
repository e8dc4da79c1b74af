package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;

/**
 * Where a claim or a record lies among those that have something in common with it.
 *
 * @param rule {@link #DIFFERING}, or the number of a list of fields that are alike, from 1
 * @param bucket keyed hash of what its members have in common
 * @param order who comes first in the bucket; members of one order are in the order of their keys
 * @param print keyed hash of what members are compared by within the bucket
 */
record Place(byte rule, Key bucket, byte order, long print) {
  static final byte DIFFERING = 0;
  /** Order of a record with an identifier. */
  static final byte IDENTIFIED = 0;
  /** Order of a record without. */
  static final byte NAMELESS = 1;
}
