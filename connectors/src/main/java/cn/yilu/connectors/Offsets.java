package cn.yilu.connectors;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the partitions of a topic have been read, as kept with the inbox in JSON.
 *
 * @param topic whose they are: those of another topic are of no use
 * @param next for each partition the offset of the next message to take
 */
record Offsets(String topic, Map<Integer, Long> next) {
  private static final JsonMapper JSON = JsonMapper.shared();

  Offsets {
    next = new TreeMap<>(next);
  }

  /** What is written down, or nothing yet. */
  static Offsets parse(Optional<String> json, String topic) {
    try {
      Offsets offsets = json.isPresent() ? JSON.readValue(json.get(), Offsets.class) : null;
      if (offsets != null && topic.equals(offsets.topic)) {
        return offsets;
      }
    } catch (JacksonException | NullPointerException notOffsets) {
      // what another protocol left is of no use
    }
    return new Offsets(topic, Map.of());
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}
