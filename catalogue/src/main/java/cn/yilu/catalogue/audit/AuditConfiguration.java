package cn.yilu.catalogue.audit;

import cn.yilu.catalogue.log.PostgresLog;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  Ledger ledger(PostgresLog log, DataSource database, Clock clock) {
    return new Ledger(log, database, clock);
  }
}
