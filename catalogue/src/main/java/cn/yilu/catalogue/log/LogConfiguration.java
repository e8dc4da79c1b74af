package cn.yilu.catalogue.log;

import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {

  /** Works from the first moment on and until all that depend on it have ended. */
  @Bean(destroyMethod = "close")
  @DependsOnDatabaseInitialization
  PostgresLog log(DataSource database) {
    return new PostgresLog(database);
  }

  @Bean
  HealthIndicator logHealthIndicator(Log log) {
    return () -> Health.up()
        .withDetail("generation", log.identity().generation())
        .withDetail("topics", log.topics("").size())
        .build();
  }
}
