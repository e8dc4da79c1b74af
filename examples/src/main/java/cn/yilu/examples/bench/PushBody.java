package cn.yilu.examples.bench;

import cn.yilu.examples.registry.CensusRow;
import cn.yilu.examples.town.Town;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A file of the registry's rows as NDJSON, one resident a line, no two alike.
 *
 * @param rows how many lines it has
 */
record PushBody(Path file, long rows) {
  private static final int LEAST_LINE = 380;

  /** Writes lines until there are so many bytes. */
  static PushBody write(Path file, long bytes) throws IOException {
    long rows = 0;
    long size = 0;
    Iterator<CensusRow> town = CensusRow.of(new Town(1, Math.toIntExact(bytes / LEAST_LINE + 1))).iterator();
    try (OutputStream out = Files.newOutputStream(file);
        var buffered = new java.io.BufferedOutputStream(out, 1 << 18)) {
      for (; size < bytes && town.hasNext(); rows++) {
        byte[] line = line(town.next()).getBytes(StandardCharsets.UTF_8);
        buffered.write(line);
        size += line.length;
      }
    }
    return new PushBody(file, rows);
  }

  /** No value of the registry has a character that JSON would escape. */
  private static String line(CensusRow row) {
    StringBuilder line = new StringBuilder(LEAST_LINE + 200);
    for (int i = 0; i < CensusRow.COLUMNS.size(); i++) {
      line.append(i == 0 ? "{\"" : ",\"").append(CensusRow.COLUMNS.get(i)).append("\":\"").append(row.values().get(i))
          .append('"');
    }
    return line.append("}\n").toString();
  }

  /** The first lines cut into bodies of about a megabyte. */
  List<byte[]> parts(int count) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 18)) {
      for (int b = in.read(); b >= 0 && parts.size() < count; b = in.read()) {
        part.write(b);
        if (b == '\n' && part.size() > 1_000_000) {
          parts.add(part.toByteArray());
          part.reset();
        }
      }
    }
    return parts;
  }
}
