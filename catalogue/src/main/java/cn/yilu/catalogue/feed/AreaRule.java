package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.grant.Grant;
import cn.yilu.catalogue.log.Entry;
import java.util.HashMap;
import java.util.Map;

/** What a reader of one area sees of an entry. */
final class AreaRule {
  private final Grant grant;
  private final boolean everywhere;
  /** Areas are few and come again and again. */
  private final Map<String, Boolean> known = new HashMap<>();

  /** What becomes of an entry. */
  enum Sight {
    RECORD, GONE, NOTHING
  }

  AreaRule(Grant grant) {
    this.grant = grant;
    this.everywhere = grant.area().isEmpty();
  }

  /**
   * For a reader who has seen everything up to {@code after}: the record when it lies within the area, that it is gone
   * when it is not (any more) but left the area since then, otherwise nothing.
   */
  Sight of(Entry entry, long after) {
    boolean upsert = entry.kind() == Entry.Kind.UPSERT;
    if (everywhere) {
      return upsert ? Sight.RECORD : Sight.GONE;
    }
    if (upsert && covers(entry.area())) {
      return Sight.RECORD;
    }
    for (Entry.Left left : entry.left()) {
      if (left.sequence() > after && covers(left.area())) {
        return Sight.GONE;
      }
    }
    return Sight.NOTHING;
  }

  private boolean covers(String area) {
    return known.computeIfAbsent(area, grant::covers);
  }
}
