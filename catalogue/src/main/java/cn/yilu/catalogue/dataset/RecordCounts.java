package cn.yilu.catalogue.dataset;

import java.util.OptionalLong;

/** Who counts the current records of a dataset; measured when asked, never part of an entry. */
public interface RecordCounts {

  OptionalLong of(String dataset);
}
