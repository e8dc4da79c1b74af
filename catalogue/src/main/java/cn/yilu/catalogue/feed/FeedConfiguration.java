package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.grant.Grants;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

  @Bean
  Arrivals feedArrivals(Log log) {
    return new Arrivals(log);
  }

  @Bean
  Feed feed(SharedSchemas schemas, Grants grants, Keys keys, Log log, Arrivals arrivals, Ledger ledger, Clock clock) {
    return new Feed(schemas, grants::decide, new Views(keys), new Cursors(keys.derive("cursor")),
        new Feed.Source(log, arrivals), new Notes(ledger::note, clock));
  }
}
