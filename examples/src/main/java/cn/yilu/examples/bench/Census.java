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
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** The registry's file as rows of a bare table with primary key: in and out by {@code COPY}. */
record Census(Address postgres) {

  /** Makes the table and copies the file into it; gives the seconds the copy and its commit took. */
  double copyIn(Path file) throws SQLException, IOException {
    String columns = CensusRow.COLUMNS.stream().map(c -> c + " text").collect(Collectors.joining(", "));
    try (Connection connection = postgres.connect(); Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists bare_census");
      statement.execute("create table bare_census (" + columns + ", primary key (rybh))");
      long start = System.nanoTime();
      try (InputStream in = Files.newInputStream(file)) {
        connection.unwrap(PGConnection.class).getCopyAPI()
            .copyIn("copy bare_census from stdin with (format csv, header, encoding 'GB18030')", in, 1 << 16);
      }
      return seconds(start);
    }
  }

  /** Seconds that copying all rows out took, and how many bytes came. */
  record CopiedOut(double seconds, long bytes) {}

  /** Copies all rows out and throws them away. */
  CopiedOut copyOut() throws SQLException, IOException {
    try (Connection connection = postgres.connect(); CountingOutputStream out = new CountingOutputStream()) {
      long start = System.nanoTime();
      connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy bare_census to stdout", out);
      return new CopiedOut(seconds(start), out.count);
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
