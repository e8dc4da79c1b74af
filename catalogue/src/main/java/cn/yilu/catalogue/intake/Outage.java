package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.SourceOutage;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A source that could not be reached or read, try after try.
 *
 * @param tries failures in a row
 * @param open whether its circuit is open: only single tries far apart
 */
record Outage(Instant since, int tries, boolean open, Instant next) {

  SourceOutage view() {
    return new SourceOutage(since.atOffset(ZoneOffset.UTC), tries, open, next.atOffset(ZoneOffset.UTC));
  }
}
