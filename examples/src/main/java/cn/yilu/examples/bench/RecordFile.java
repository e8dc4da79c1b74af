package cn.yilu.examples.bench;

import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The records of a dataset as a file that a database copies in: comma-separated UTF-8 with a heading, the key and every
 * field, one row a record in the order of the log. What nobody stated is empty.
 */
final class RecordFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "key";
  private final List<String> fields;
  private final Path file;

  RecordFile(SharedSchema schema, Path file) {
    this.fields = schema.fields().stream().map(SharedField::name).toList();
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The heading: the key first. */
  List<String> columns() {
    return Stream.concat(Stream.of(KEY), fields.stream()).toList();
  }

  /** Writes the file from a feed that shows keys and fields as they are; gives the number of records. */
  long write(FeedReader feed) throws IOException {
    Set<String> written = new HashSet<>();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(String.join(",", columns()) + "\n");
      feed.read(FeedReader.Form.NDJSON, page -> write(page, written, out));
    }
    return written.size();
  }

  private long write(InputStream page, Set<String> written, BufferedWriter out) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(page, StandardCharsets.UTF_8));
    long lines = 0;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      JsonNode line = JSON.readTree(text);
      String key = line.path(KEY).asString();
      if (written.add(key)) {
        out.write(row(key, line.path("record")));
      }
      lines++;
    }
    return lines;
  }

  private String row(String key, JsonNode record) {
    StringBuilder row = new StringBuilder(key);
    for (String field : fields) {
      row.append(',');
      if (record.has(field)) {
        row.append('"').append(record.path(field).asString().replace("\"", "\"\"")).append('"');
      }
    }
    return row.append('\n').toString();
  }
}
