package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.postgres.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The part of the service that decides who may call, on a real database. No component, so that no scan finds it. */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"cn.yilu.catalogue.organisation", "cn.yilu.catalogue.audit",
    "cn.yilu.catalogue.log"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|App)(\\$.*)?"))
@ComponentScan(basePackages = "cn.yilu.catalogue.web", useDefaultFilters = false, includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(ProblemAdvice|ErrorAddress)"))
public class OrganisationApp {

  @Bean
  HikariDataSource dataSource() {
    return TestDatabase.fresh();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
