package cn.yilu.connectors;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/** How a source wants times to be written. */
record Times(Function<Instant, String> format) {

  /** From {@code sinceFormat} and {@code zone}; ISO-8601 in UTC unless said. */
  static Times of(Settings settings) {
    try {
      ZoneId zone = ZoneId.of(settings.text("zone", "Asia/Shanghai"));
      Function<Instant, String> format = switch (settings.text("sinceFormat", "")) {
        case "" -> DateTimeFormatter.ISO_INSTANT::format;
        case "epoch-seconds" -> time -> Long.toString(time.getEpochSecond());
        case "epoch-millis" -> time -> Long.toString(time.toEpochMilli());
        case String pattern -> DateTimeFormatter.ofPattern(pattern).withZone(zone)::format;
      };
      if (!format.apply(Instant.EPOCH).isBlank()) {
        return new Times(format);
      }
    } catch (DateTimeException | IllegalArgumentException wrong) {
      // told below
    }
    throw Settings.wrong("sinceFormat", "格式或时区有误", "or zone is not understood");
  }

  String written(Optional<Instant> time) {
    return time.map(format).orElse("");
  }
}
