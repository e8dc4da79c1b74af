package cn.yilu.mappings;

import java.util.HashMap;
import java.util.Map;

/** A place in JSON records: what is made of the value there, and the places inside it. Lives as long as one reading. */
final class JsonPlace {
  private static final int MOST = 4096;

  private final Places places;
  private final String path;
  private final Map<String, JsonPlace> inside = new HashMap<>();
  private final int column;
  private boolean told;
  private boolean toldMore;

  private JsonPlace(Places places, String path) {
    this.places = places;
    this.path = path;
    column = path.isEmpty() ? -1 : places.reading.columns().find(path);
  }

  /** The place of whole records. */
  static JsonPlace root(Reading reading) {
    return new JsonPlace(new Places(reading), "");
  }

  /** The place of a member; beyond a few thousand different ones, all new ones share this place's parent. */
  JsonPlace member(String name) {
    JsonPlace place = inside.get(name);
    if (place == null) {
      if (places.count++ >= MOST) {
        return this;
      }
      place = new JsonPlace(places, path.isEmpty() ? name : path + "." + name);
      inside.put(name, place);
    }
    return place;
  }

  /** Takes the value that stands here in this row. */
  void take(char[] chars, int from, int length) {
    boolean first = places.reading.row().add(path, column, chars, from, length);
    if (column < 0 && !told) {
      told = true;
      places.reading.unmapped(path);
    } else if (column >= 0 && !first && !toldMore) {
      // Only the first of several values has a column.
      toldMore = true;
      places.reading.unmapped(path + "[]");
    }
  }

  private static final class Places {
    private final Reading reading;
    private int count;

    Places(Reading reading) {
      this.reading = reading;
    }
  }
}
