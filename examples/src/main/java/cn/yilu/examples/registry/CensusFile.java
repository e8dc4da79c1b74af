package cn.yilu.examples.registry;

import cn.yilu.examples.town.Town;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The registry's rows as the file that is dropped where a database cannot be reached: GB18030, comma-separated. */
public final class CensusFile {
  private CensusFile() {}

  /** Writes the whole town; the file appears under its name when it is complete. */
  public static void write(Town town, Path file) throws IOException {
    write(CensusRow.of(town), file);
  }

  /** Writes these rows; the file appears under its name when it is complete. */
  public static void write(Stream<CensusRow> rows, Path file) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try (BufferedWriter out = new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(part), Charset.forName("GB18030")), 1 << 16)) {
      out.write(String.join(",", CensusRow.COLUMNS) + "\r\n");
      rows.forEach(row -> line(out, row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void line(BufferedWriter out, CensusRow row) {
    try {
      out.write(String.join(",", row.values()));
      out.write("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
