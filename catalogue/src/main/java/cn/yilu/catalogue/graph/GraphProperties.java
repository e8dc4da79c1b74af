package cn.yilu.catalogue.graph;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what the graph answers.
 *
 * @param timeout longest time a query may take
 * @param largest largest answer to a query
 * @param atOnce queries and graphs answered at the same time; more wait a little and are then sent away
 * @param page entries on a page of the whole catalogue
 */
@ConfigurationProperties("yilu.graph")
record GraphProperties(@DefaultValue("10s") Duration timeout, @DefaultValue("16MB") DataSize largest,
    @DefaultValue("2") int atOnce, @DefaultValue("500") int page) {

  GraphProperties {
    if (timeout.isNegative() || timeout.isZero() || largest.toBytes() < 1 || atOnce < 1 || page < 1) {
      throw new IllegalArgumentException("yilu.graph: timeout, largest, at-once and page must be more than nothing");
    }
  }
}
