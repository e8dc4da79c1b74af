package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Log;
import java.util.ArrayList;
import java.util.List;

/** What compaction has forgotten of the topics a merge reads; the last one is that of its records. */
record Forgettings(List<Log.Forgotten> topics) {

  static Forgettings of(Log log, List<String> claims, String records) {
    List<Log.Forgotten> topics = new ArrayList<>(claims.stream().map(log::forgotten).toList());
    topics.add(log.forgotten(records));
    return new Forgettings(topics);
  }

  /** Whether a state that stands there holds nothing that was forgotten since. */
  boolean leave(Progress at) {
    for (int i = 0; i < topics.size(); i++) {
      long place = place(at, i);
      if (place > 0 && place < topics.get(i).upTo()) {
        return false;
      }
    }
    return true;
  }

  /** Whether something was forgotten since then before a state that began there can have read it. */
  boolean hid(Progress began, Forgettings then) {
    for (int i = 0; i < topics.size(); i++) {
      boolean since = topics.get(i).times() != then.topics.get(i).times();
      if (since && place(began, i) < topics.get(i).upTo()) {
        return true;
      }
    }
    return false;
  }

  private static long place(Progress at, int topic) {
    return topic < at.merged().length ? at.merged()[topic] : at.recorded();
  }
}
