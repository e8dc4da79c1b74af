package cn.yilu.connectors;

import java.util.List;

/**
 * A complete file on its way: itself, or one after the other the members of a zip file, each a delivery of its own.
 *
 * @param members names in the zip file; empty for a file that is none
 * @param next which member is on its way
 * @param readable whether all that were taken so far could be read
 */
record Parcel(Drops.Found file, List<String> members, int next, boolean readable) {
  /** A file that is no zip. */
  static Parcel whole(Drops.Found file) {
    return new Parcel(file, List.of(), 0, true);
  }

  boolean isLast() {
    return next + 1 >= members.size();
  }

  /** With what became of the member on its way. */
  Parcel answered(Receipt receipt) {
    return new Parcel(file, members, next, readable && receipt.readable());
  }

  Parcel behind() {
    return new Parcel(file, members, next + 1, readable);
  }
}
