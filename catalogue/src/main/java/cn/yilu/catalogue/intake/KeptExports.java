package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Tables of kept rows for those who have to mend them; one is made at a time. */
@Component
final class KeptExports {
  private static final int MOST_ROWS = 50_000;
  private static final int STRETCH = 500;

  private final Semaphore exporting = new Semaphore(1);

  /** Adds up to so many rows below a sequence number to the table. */
  interface Pages {
    Page add(KeptTable table, long before, int limit);
  }

  /** How many rows were added, and where to go on below; 0 at the end. */
  record Page(int rows, long before) {}

  /** The newest 50,000 rows, as far as a table has room for them; it says so when there are more. */
  byte[] table(boolean workbook, Pages pages) {
    if (!exporting.tryAcquire()) {
      throw Problem.later(429, "too-many-requests", 5, "正在导出，请稍后再试。", "An export is running; try again soon.");
    }
    try {
      KeptTable table = workbook ? KeptTable.workbook() : KeptTable.text();
      Page page = new Page(0, Long.MAX_VALUE);
      for (int rows = 0; page.before() > 0 && rows < MOST_ROWS && !table.full(); rows += page.rows()) {
        page = pages.add(table, page.before(), STRETCH);
      }
      if (page.before() > 0 || table.full()) {
        table.cut();
      }
      return table.bytes();
    } finally {
      exporting.release();
    }
  }
}
