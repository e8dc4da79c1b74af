package cn.yilu.schemas;

/** How entries of a dataset live in the log. */
public enum DatasetKind {
  /** One current record per subject, merged from claims. */
  KEYED,
  /** Things that happened; repeats are dropped, nothing is merged. */
  EVENT,
  /** Ties between subjects, such as a device and who wears it; read by the merge, never served. */
  LINK
}
