package cn.yilu.catalogue.audit;

import cn.yilu.catalogue.log.PostgresLog;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  /** That the log was restored from a backup is noted before anything else is done with it. */
  @Bean
  Ledger ledger(PostgresLog log, DataSource database, Clock clock, @Value("${yilu.restored:false}") String restored) {
    Ledger ledger = new Ledger(log, database, clock);
    if (!restored.equals("false")) {
      ledger.note("log.restored", "yilu", Map.of("generation", log.identity().generation())).join();
    }
    return ledger;
  }
}
