package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when every merger runs; says by dataset how many records are current, and over all how many claims wait. */
@Component("merge")
record MergeHealth(Records records, Log log, SharedSchemas schemas) implements HealthIndicator {

  @Override
  public Health health() {
    Health.Builder health = records.failing().isEmpty() && records.isRunning() ? Health.up() : Health.down();
    List<String> datasets = schemas.all().stream().map(SharedSchema::dataset).filter(records::knows).toList();
    datasets.forEach(dataset -> health.withDetail(dataset, records.count(dataset)));
    Map<String, Long> heads = log.heads("claims/");
    health.withDetail("lag", datasets.stream().mapToLong(dataset -> records.behind(dataset, heads)).sum());
    records.failing().forEach((dataset, why) -> health.withDetail(dataset + ".failure", why));
    return health.build();
  }
}
