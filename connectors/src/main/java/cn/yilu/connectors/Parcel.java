package cn.yilu.connectors;

import java.util.List;
import java.util.Optional;

/**
 * A complete file on its way: itself, or one after the other the members of a zip file, each a delivery of its own.
 *
 * @param members names in the zip file; empty for a file that is none
 * @param snapshot id of the full delivery that all members together are, if they are one
 * @param next which member is on its way
 * @param readable whether all that were taken so far could be read
 */
record Parcel(Drops.Found file, List<String> members, Optional<String> snapshot, int next, boolean readable) {
  /** A file that is no zip. */
  static Parcel whole(Drops.Found file) {
    return new Parcel(file, List.of(), Optional.empty(), 0, true);
  }

  /** One that cannot be opened, or not to its end. */
  static Parcel unusable(Drops.Found file) {
    return new Parcel(file, List.of(), Optional.empty(), 0, false);
  }

  /** Which full delivery the member on its way is a part of. */
  Optional<Envelope.Snapshot> part() {
    return snapshot.map(id -> new Envelope.Snapshot(id, isLast()));
  }

  boolean isLast() {
    return next + 1 >= members.size();
  }

  /** With what became of the member on its way. */
  Parcel answered(Receipt receipt) {
    return new Parcel(file, members, snapshot, next, readable && receipt.readable());
  }

  Parcel behind() {
    return new Parcel(file, members, snapshot, next + 1, readable);
  }
}
