package cn.yilu.connectors;

import java.time.Instant;
import java.util.Map;

/** What a protocol of XML over HTTP adds to a question and demands of an answer. */
interface Dialect {

  /** Values for its own places in the question. */
  Map<String, String> filling(Instant now);

  /** The answer, unless it says that something went wrong. */
  Answer checked(Answer answer) throws Trouble;
}
