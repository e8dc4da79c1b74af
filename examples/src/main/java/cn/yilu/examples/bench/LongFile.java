package cn.yilu.examples.bench;

import cn.yilu.examples.registry.CensusFile;
import cn.yilu.examples.registry.CensusRow;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The registry's file of a whole town, written row by row: each row another person with an ID number of their own.
 *
 * @param rows how many rows it has below its heading
 * @param records how many of them are of people who are still there
 */
record LongFile(Path file, long rows, long records) {
  private static final int HISTORY = CensusRow.COLUMNS.indexOf("HISTORY");

  static LongFile write(Path file, int rows) throws IOException {
    AtomicLong written = new AtomicLong();
    AtomicLong gone = new AtomicLong();
    CensusFile.write(CensusRow.of(new Town(1, rows)).peek(row -> {
      written.incrementAndGet();
      gone.addAndGet(row.values().get(HISTORY).equals("1") ? 1 : 0);
    }), file);
    return new LongFile(file, written.get(), written.get() - gone.get());
  }

  long bytes() throws IOException {
    return Files.size(file);
  }
}
