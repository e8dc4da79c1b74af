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
  Feed.Source feedSource(Log log, Arrivals arrivals, PageRoom room) {
    return new Feed.Source(log, arrivals, room);
  }

  @Bean
  PageRoom feedPageRoom() {
    return PageRoom.ofHeap(Runtime.getRuntime().maxMemory());
  }

  @Bean
  Feed feed(SharedSchemas schemas, Grants grants, Keys keys, Feed.Source source, Ledger ledger, Clock clock) {
    return new Feed(schemas, grants::decide, new Views(keys), new Cursors(keys.derive("cursor")),
        source, new Notes(ledger::note, clock));
  }
}
