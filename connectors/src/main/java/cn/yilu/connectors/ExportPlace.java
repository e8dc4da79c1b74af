package cn.yilu.connectors;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far bulk exports have been read, as kept with the inbox in JSON.
 *
 * @param since what the next export begins with; null for everything
 * @param status where to ask about the export in the middle; empty between exports
 * @param file how many of its files are committed
 * @param done where to take back the one that is read; empty when there is none
 */
record ExportPlace(@Nullable Instant since, String status, int file, String done) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static ExportPlace beginning(@Nullable Instant since) {
    return new ExportPlace(since, "", 0, "");
  }

  static ExportPlace parse(Optional<String> json) {
    try {
      ExportPlace place = json.isPresent() ? JSON.readValue(json.get(), ExportPlace.class) : null;
      return place == null || place.status == null || place.done == null ? beginning(null) : place;
    } catch (JacksonException notAPlace) {
      return beginning(null);
    }
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  ExportPlace behind(String asked) {
    return new ExportPlace(since, asked, file + 1, "");
  }

  ExportPlace finished(String asked, @Nullable Instant reached) {
    return new ExportPlace(reached, "", 0, asked);
  }
}
