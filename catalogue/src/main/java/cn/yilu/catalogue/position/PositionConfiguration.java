package cn.yilu.catalogue.position;

import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.duplicate.Duplicates;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Records;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PositionConfiguration {

  @Bean
  Positions positions(Log log, Records records, List<EntryFollower> followers,
      Optional<Duplicates> duplicates) {
    return new Positions(log, records, followers, duplicates);
  }

  @Bean
  PositionHeaders positionHeaders(Positions positions) {
    return new PositionHeaders(positions);
  }

  @Bean
  PositionFilter positionFilter(Positions positions) {
    return new PositionFilter(positions);
  }
}
