package cn.yilu.catalogue.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened, by whom, when, before it has its place in the chain. */
record Note(String event, String by, Map<String, ?> facts, Instant time) {

  Note {
    facts = new LinkedHashMap<>(facts);
  }
}
