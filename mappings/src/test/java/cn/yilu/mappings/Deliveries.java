package cn.yilu.mappings;

import cn.yilu.schemas.SharedSchemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Deliveries to try mappings with. */
final class Deliveries {
  static final SharedSchemas SCHEMAS = SharedSchemas.released();
  private static final Instant RECEIVED = Instant.parse("2026-01-05T02:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Deliveries() {}

  static Mapping released(String name) {
    return Mapping.compile(MappingLibrary.released(name).orElseThrow(), SCHEMAS);
  }

  /** The mappings that come with the release. */
  static List<String> releasedNames() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/mappings"))) {
      return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList();
    }
  }

  static Delivery bytes(byte[] bytes, Optional<Charset> charset) {
    return new Delivery("test", new Delivery.Stream(new ByteArrayInputStream(bytes)), charset, RECEIVED, ZONE);
  }

  static Delivery utf8(InputStream in) {
    return new Delivery("test", new Delivery.Stream(in), Optional.empty(), RECEIVED, ZONE);
  }

  static Delivery text(String text, Charset charset) {
    return bytes(text.getBytes(charset), Optional.of(charset));
  }

  static Delivery rows(List<Map<String, String>> rows) {
    return new Delivery("test", new Delivery.Rows(rows), Optional.empty(), RECEIVED, ZONE);
  }

  static List<MappedRow> read(Mapping mapping, Delivery delivery) {
    List<MappedRow> rows = new ArrayList<>();
    mapping.read(delivery, rows::add);
    return rows;
  }

  /** What a claim states, by field, without what it does not state. */
  static Map<String, Object> stated(Claim claim) {
    if (claim.withdrawn()) {
      return Map.of();
    }
    try {
      GenericRecord record = new GenericDatumReader<GenericRecord>(SCHEMAS.get(claim.dataset()).avro()).read(null,
          DecoderFactory.get().binaryDecoder(claim.values(), null));
      Map<String, Object> stated = new LinkedHashMap<>();
      record.getSchema().getFields().forEach(field -> {
        Object value = record.get(field.pos());
        if (value != null) {
          stated.put(field.name(), value instanceof CharSequence ? value.toString() : value);
        }
      });
      return stated;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> stated(MappedRow row, String dataset) {
    return stated(claim(row, dataset));
  }

  static Claim claim(MappedRow row, String dataset) {
    return ((MappedRow.Used) row).claims().stream().filter(claim -> claim.dataset().equals(dataset)).findFirst()
        .orElseThrow();
  }
}
