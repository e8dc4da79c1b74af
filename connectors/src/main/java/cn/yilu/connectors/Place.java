package cn.yilu.connectors;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a table has been read, as kept with the inbox in JSON.
 *
 * @param after watermark columns with their values in the last row taken, in the order of the watermark
 * @param marks where reading stood at some earlier times, oldest first, to look again for rows that came late
 */
record Place(Map<String, String> after, List<Mark> marks) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Where reading stood at a time. */
  record Mark(Instant at, Map<String, String> after) {}

  Place {
    after = new LinkedHashMap<>(after);
    marks = List.copyOf(marks);
  }

  /** The place written down, unless it speaks of other columns than these: then reading starts anew. */
  static Optional<Place> parse(String json, List<String> columns) {
    try {
      Place place = JSON.readValue(json, Place.class);
      return List.copyOf(place.after.keySet()).equals(columns) ? Optional.of(place) : Optional.empty();
    } catch (JacksonException | NullPointerException notAPlace) {
      return Optional.empty();
    }
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}
