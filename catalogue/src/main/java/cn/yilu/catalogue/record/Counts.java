package cn.yilu.catalogue.record;

import cn.yilu.catalogue.dataset.RecordCounts;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Tells the catalogue how many records a dataset has now. */
@Component
record Counts(Records records) implements RecordCounts {

  @Override
  public OptionalLong of(String dataset) {
    return records.knows(dataset) ? OptionalLong.of(records.count(dataset)) : OptionalLong.empty();
  }
}
