package cn.yilu.catalogue.log;

import java.util.Map;

/** How an append ended. */
public sealed interface Appended {

  /** Committed; per topic of the batch the sequence number its first entry got. */
  record Committed(Map<String, Long> first) implements Appended {}

  /** A position was not as expected: somebody else went ahead. Nothing of the batch was appended. */
  record Refused(String position) implements Appended {}
}
