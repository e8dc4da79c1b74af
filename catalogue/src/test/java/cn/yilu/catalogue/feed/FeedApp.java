package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.organisation.OrganisationApp;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The part of the service that serves feeds, on a real database, with the doors that check tokens. */
@Import(OrganisationApp.class)
@ComponentScan(basePackages = {"cn.yilu.catalogue.grant",
    "cn.yilu.catalogue.feed"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|App)(\\$.*)?"))
class FeedApp {

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
