package cn.yilu.catalogue.compaction;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Records;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CompactionProperties.class)
class CompactionConfiguration {

  @Bean
  CompactedTopics compactedTopics(Log log, Compaction compaction, Records records, SharedSchemas schemas,
      CompactionProperties settings, Clock clock) {
    return new CompactedTopics(log, compaction, records::committed, schemas, settings, clock);
  }

  @Bean
  Compacting compacting(CompactedTopics topics, Log log, Ledger ledger, CompactionProperties settings, Clock clock,
      ZoneId zone) {
    return new Compacting(topics, log, ledger, settings, clock, zone);
  }
}
