package cn.yilu.connectors;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A value of a column as the text that JDBC gives for it; only a time with a zone is in ISO-8601, in UTC. */
final class Cell {
  private static final String MISSING = "__debezium_unavailable_value";
  private static final DateTimeFormatter TIMES = new DateTimeFormatterBuilder().appendPattern("HH:mm:ss")
      .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).toFormatter(Locale.ROOT);
  private static final DateTimeFormatter STAMPS = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd ")
      .append(TIMES).toFormatter(Locale.ROOT).withZone(ZoneOffset.UTC);

  private Cell() {}

  /** Null for null, and for what the server no longer has. */
  static @Nullable String text(Schema schema, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean yes -> yes ? "t" : "f";
      case Number number -> number(Objects.requireNonNullElse(schema.name(), ""), number);
      case ByteBuffer bytes -> bytes(bytes);
      case Collection<?> items -> items.stream().map(item -> String.valueOf(text(schema.valueSchema(), item)))
          .collect(Collectors.joining(",", "{", "}"));
      default -> known(value.toString());
    };
  }

  private static String number(String kind, Number number) {
    long count = number.longValue();
    return switch (kind) {
      case "io.debezium.time.Date" -> LocalDate.ofEpochDay(count).toString();
      case "io.debezium.time.Timestamp" -> STAMPS.format(Instant.ofEpochMilli(count));
      case "io.debezium.time.MicroTimestamp" -> STAMPS.format(Instant.EPOCH.plus(count, ChronoUnit.MICROS));
      case "io.debezium.time.NanoTimestamp" -> STAMPS.format(Instant.EPOCH.plusNanos(count));
      case "io.debezium.time.Time" -> TIMES.format(LocalTime.ofNanoOfDay(count * 1_000_000));
      case "io.debezium.time.MicroTime" -> TIMES.format(LocalTime.ofNanoOfDay(count * 1_000));
      case "io.debezium.time.NanoTime" -> TIMES.format(LocalTime.ofNanoOfDay(count));
      default -> number.toString();
    };
  }

  private static @Nullable String bytes(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return "\\x" + HexFormat.of().formatHex(copy);
  }

  private static @Nullable String known(String text) {
    return text.equals(MISSING) ? null : text;
  }
}
