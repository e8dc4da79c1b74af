package cn.yilu.catalogue.record;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when every merger runs; says by dataset how many records are current and how many events wait. */
@Component("merge")
record MergeHealth(Records records, cn.yilu.schemas.SharedSchemas schemas) implements HealthIndicator {

  @Override
  public Health health() {
    Health.Builder health = records.failing().isEmpty() && records.isRunning() ? Health.up() : Health.down();
    schemas.all().forEach(schema -> health.withDetail(schema.dataset(), records.count(schema.dataset())));
    records.failing().forEach((dataset, why) -> health.withDetail(dataset + ".failure", why));
    return health.build();
  }
}
