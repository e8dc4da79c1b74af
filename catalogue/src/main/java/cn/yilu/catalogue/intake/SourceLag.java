package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Records;
import org.springframework.stereotype.Component;

/**
 * How far the merge is behind what a source may have written: claims of its datasets committed but not yet merged.
 * Links between subjects are not merged but followed, so they are never behind.
 */
@Component
record SourceLag(Log log, Records records) {

  long of(LiveSource live) {
    return live.mapping().stream().flatMap(mapping -> mapping.targets().stream())
        .filter(target -> records.knows(target.dataset()))
        .mapToLong(target -> Math.max(0, log.head("claims/" + target.dataset()) - records.merged(target.dataset())))
        .sum();
  }
}
