package cn.yilu.examples.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Rows of text into a table by {@code COPY}, the fastest way PostgreSQL has. */
public final class RowCopy {
  private RowCopy() {}

  public static void into(Connection connection, String table, Stream<List<String>> rows)
      throws IOException, SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    try (PGCopyOutputStream out = new PGCopyOutputStream(postgres, "copy " + table + " from stdin", 1 << 16)) {
      StringBuilder line = new StringBuilder();
      rows.forEach(row -> write(out, line, row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(PGCopyOutputStream out, StringBuilder line, List<String> row) {
    line.setLength(0);
    for (int i = 0; i < row.size(); i++) {
      line.append(i == 0 ? "" : "\t").append(row.get(i).replace("\\", "\\\\"));
    }
    try {
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
