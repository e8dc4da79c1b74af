package cn.yilu.catalogue.dataset;

import java.time.Instant;
import java.util.List;

/**
 * What an entry keeps from version to version, and what tells its versions apart.
 *
 * @param codes resource codes given so far; never taken back
 */
record EntryStamp(int version, Instant issued, Instant modified, List<String> codes) {

  EntryStamp {
    codes = List.copyOf(codes);
  }

  EntryStamp next(Instant now) {
    return new EntryStamp(version + 1, issued, now, codes);
  }

  EntryStamp with(List<String> given) {
    return new EntryStamp(version, issued, modified, given);
  }
}
