package cn.yilu.catalogue.log;

import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(LogConfiguration.class);

  /** Works from the first moment on and until all that depend on it have ended. */
  @Bean(destroyMethod = "close")
  @DependsOnDatabaseInitialization
  PostgresLog log(DataSource database, @Value("${yilu.restored:false}") String restored) {
    if (restored.equals("false")) {
      return new PostgresLog(database);
    }
    PostgresLog log = PostgresLog.restored(database);
    LOG.atWarn().addKeyValue("generation", log.identity().generation())
        .log("the log was restored: projections are made anew; start without yilu.restored from now on");
    return log;
  }

  @Bean
  @DependsOnDatabaseInitialization
  PostgresCompaction logCompaction(DataSource database, Clock clock) {
    return new PostgresCompaction(database, clock);
  }

  @Bean
  HealthIndicator logHealthIndicator(Log log) {
    return () -> Health.up()
        .withDetail("generation", log.identity().generation())
        .withDetail("topics", log.topics("").size())
        .build();
  }
}
