package cn.yilu.catalogue.feed;

import cn.yilu.mappings.view.Lines;
import cn.yilu.mappings.view.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** How lines are written. */
enum Format {
  JSON("application/x-ndjson"), AVRO("application/avro");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  MediaType mediaType() {
    return MediaType.parseMediaType(mediaType);
  }

  Lines lines(View view, LocalDate day, int capacity) {
    return switch (this) {
      case JSON -> view.json(day, capacity);
      case AVRO -> view.avro(day, capacity);
    };
  }

  /** What the reader would rather have; lines of JSON when it does not say. */
  static Format accepted(List<MediaType> accept) {
    List<MediaType> wanted = new ArrayList<>(accept);
    MimeTypeUtils.sortBySpecificity(wanted);
    for (MediaType type : wanted) {
      for (Format format : values()) {
        if (type.includes(format.mediaType())) {
          return format;
        }
      }
    }
    return JSON;
  }
}
