package cn.yilu.catalogue.compaction;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and when the log is compacted, and what stays all the same.
 *
 * @param on false: never by this node
 * @param at time of day, in the service's zone, from which on it is done once a day
 * @param settled how long everything stays as it came; longer than anything that reads a topic from end to end takes
 * @param deletes how long a delete is told; a cursor or a projection that is older begins anew
 * @param events how long events are kept after they happened; 0 for ever
 */
@ConfigurationProperties("yilu.compaction")
record CompactionProperties(@DefaultValue("true") boolean on, @DefaultValue("02:30") LocalTime at,
    @DefaultValue("1d") Duration settled, @DefaultValue("400d") Duration deletes,
    @DefaultValue("1095d") Duration events) {

  CompactionProperties {
    if (settled.isNegative()) {
      throw new IllegalArgumentException("yilu.compaction.settled must not be negative");
    }
    if (!events.isZero() && events.compareTo(settled) < 0) {
      throw new IllegalArgumentException(
          "yilu.compaction.events must be 0 or not shorter than yilu.compaction.settled");
    }
    if (deletes.compareTo(settled) < 0) {
      throw new IllegalArgumentException("yilu.compaction.deletes must not be shorter than yilu.compaction.settled");
    }
  }
}
