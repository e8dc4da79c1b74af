package cn.yilu.catalogue.registry;

import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.schemas.SharedSchemas;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The registry, grants and who may call, on a real database. No component, so that no scan finds it. */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"cn.yilu.catalogue.registry", "cn.yilu.catalogue.grant",
    "cn.yilu.catalogue.organisation",
    "cn.yilu.catalogue.audit",
    "cn.yilu.catalogue.log"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|App)(\\$.*)?"))
@ComponentScan(basePackages = "cn.yilu.catalogue.web", useDefaultFilters = false, includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(ProblemAdvice|ErrorAddress)"))
class RegistryApp {

  @Bean
  HikariDataSource dataSource() {
    return TestDatabase.fresh();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ZoneId zone() {
    return ZoneId.of("Asia/Shanghai");
  }

  @Bean
  SharedSchemas sharedSchemas() {
    return SharedSchemas.released();
  }
}
