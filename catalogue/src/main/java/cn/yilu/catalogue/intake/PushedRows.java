package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.PushReceipt;
import cn.yilu.catalogue.http.model.PushedRow;
import cn.yilu.mappings.MappedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What became of each row while they are few, of the first refused ones when they are many. */
final class PushedRows implements Consumer<MappedRow> {
  static final int MOST = 1_000;
  private static final int MOST_REFUSED = 100;

  private final List<PushedRow> all = new ArrayList<>();
  private final List<PushedRow> refused = new ArrayList<>();
  private long used;
  private long count;

  @Override
  public void accept(MappedRow row) {
    switch (row) {
      case MappedRow.Used used -> add(new PushedRow(used.row(), true, FindingViews.of(used.findings())));
      case MappedRow.Rejected rejected -> add(
          new PushedRow(rejected.row(), false, FindingViews.of(rejected.findings())));
      case MappedRow.Noted noted -> {
        if (all.size() <= MOST) {
          all.add(new PushedRow(0L, true, FindingViews.of(noted.findings())));
        }
      }
    }
  }

  private void add(PushedRow row) {
    count++;
    used += row.getUsed() ? 1 : 0;
    if (count <= MOST) {
      all.add(row);
    }
    if (!row.getUsed() && refused.size() < MOST_REFUSED) {
      refused.add(row);
    }
  }

  /** The answer, once the commit is done. Rows that an earlier try had committed already are counted with the rest. */
  PushReceipt receipt() {
    boolean complete = count <= MOST;
    return new PushReceipt(count, used, count - used, complete, complete ? all : refused);
  }
}
