package cn.yilu.catalogue.search;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.dataset.EntryHealth;
import cn.yilu.catalogue.log.Log;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The index in the data directory, what keeps it in step with the log, and how it is doing. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

  @Bean
  DatasetIndex datasetIndex(DataDirectory data) {
    return new DatasetIndex(data.projections().resolve("search"));
  }

  @Bean
  EntryFollower searchFollower(Log log, DatasetIndex datasetIndex) {
    return new EntryFollower("search", log, datasetIndex);
  }

  @Bean
  HealthIndicator searchHealthIndicator(EntryFollower searchFollower) {
    return () -> EntryHealth.of(searchFollower.standing());
  }
}
