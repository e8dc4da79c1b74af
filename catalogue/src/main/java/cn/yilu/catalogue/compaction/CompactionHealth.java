package cn.yilu.catalogue.compaction;

import cn.yilu.catalogue.log.Log;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells when the log was compacted last and what that freed. A log that grows is no reason to be down. */
@Component("compaction")
record CompactionHealth(Log log, Compacting compacting, CompactionProperties settings) implements HealthIndicator {

  @Override
  public Health health() {
    Health.Builder health = Health.up().withDetail("on", settings.on());
    LastRun.of(log).ifPresent(last -> {
      health.withDetail("begun", last.begun().toString());
      last.ended().ifPresent(ended -> health.withDetail("ended", ended.toString())
          .withDetail("entries", last.freed().entries()).withDetail("bytesBefore", last.freed().bytesBefore())
          .withDetail("bytesAfter", last.freed().bytesAfter()));
    });
    compacting.failure().ifPresent(why -> health.withDetail("failure", why));
    return health.build();
  }
}
