package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The part of the service that serves feeds, on a real database, with the doors that check tokens. */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"cn.yilu.catalogue.organisation", "cn.yilu.catalogue.audit", "cn.yilu.catalogue.log",
    "cn.yilu.catalogue.grant",
    "cn.yilu.catalogue.feed"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|App)(\\$.*)?"))
@ComponentScan(basePackages = "cn.yilu.catalogue.web", useDefaultFilters = false, includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(ProblemAdvice|ErrorAddress)"))
class FeedApp {

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
  SharedSchemas schemas() {
    return SharedSchemas.released();
  }

  @Bean
  Keys keys() {
    return new Keys(new byte[32]);
  }
}
