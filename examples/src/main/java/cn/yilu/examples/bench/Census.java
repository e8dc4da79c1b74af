package cn.yilu.examples.bench;

import cn.yilu.catalogue.postgres.Address;
import cn.yilu.examples.registry.CensusRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Rows of bare tables with primary key: in and out by {@code COPY}. */
record Census(Address postgres) {

  /** Copies the registry's file into a table as it stands; gives the seconds the copy and its commit took. */
  double copyIn(Path file) throws SQLException, IOException {
    return copyIn("bare_census", CensusRow.COLUMNS.stream().map(column -> column + " text").toList(), "rybh", file,
        "GB18030");
  }

  /** Copies records into a table, the key as 16 bytes and its primary key; seconds. */
  double copyIn(RecordFile records) throws SQLException, IOException {
    List<String> columns = records.columns().stream()
        .map(column -> '"' + column + "\" " + (column.equals("key") ? "uuid" : "text")).toList();
    return copyIn("bare_records", columns, "key", records.file(), "UTF8");
  }

  private double copyIn(String table, List<String> columns, String key, Path file, String charset)
      throws SQLException, IOException {
    try (Connection connection = postgres.connect(); Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists " + table);
      statement.execute("create table " + table + " (" + String.join(", ", columns) + ", primary key (" + key + "))");
      long start = System.nanoTime();
      try (InputStream in = Files.newInputStream(file)) {
        connection.unwrap(PGConnection.class).getCopyAPI()
            .copyIn("copy " + table + " from stdin with (format csv, header, encoding '" + charset + "')", in, 1 << 16);
      }
      return seconds(start);
    }
  }

  /** Seconds that copying rows out took, how many they were, and how many bytes. */
  record CopiedOut(double seconds, long rows, long bytes) {}

  /** Copies these columns of the records of an area out and throws them away. */
  CopiedOut copyOut(Collection<String> columns, String area) throws SQLException, IOException {
    try (Connection connection = postgres.connect(); CountingOutputStream out = new CountingOutputStream()) {
      long start = System.nanoTime();
      String rows = "select key, "
          + columns.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "))
          + " from bare_records where community like '" + area + "%'";
      long copied = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + rows + ") to stdout", out);
      return new CopiedOut(seconds(start), copied, out.count);
    }
  }

  private static final class CountingOutputStream extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }

  static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
