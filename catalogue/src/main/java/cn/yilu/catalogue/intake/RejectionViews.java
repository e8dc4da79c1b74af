package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.http.model.Replay;
import cn.yilu.catalogue.http.model.RuleCount;
import cn.yilu.catalogue.organisation.Caller;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Rejected rows for people. What was delivered is personal: it is shown to operators and to officers of the department
 * that answers for the source, after that is noted in the ledger; others see rules, columns and how to mend.
 */
@Component
public class RejectionViews {
  private final Sources sources;
  private final SourceChanges changes;
  private final Rejections rejections;
  private final Replays replays;
  private final KeptExports exports;

  RejectionViews(Sources sources, SourceChanges changes, Rejections rejections, Replays replays,
      KeptExports exports) {
    this.sources = sources;
    this.changes = changes;
    this.rejections = rejections;
    this.replays = replays;
    this.exports = exports;
  }

  /** Rows, newest first, and where to go on below; 0 at the end. */
  public record Rows(List<Rejection> rows, long before) {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** Rows below a sequence number; {@link Long#MAX_VALUE} begins at the newest. */
  public Rows list(String id, long before, int limit, KeptFilter filter, boolean replayed, Caller by) {
    known(id);
    Rejections.Found found = rejections.find(id, before, limit, filter, replayed);
    if (!changes.own(id, by)) {
      return new Rows(found.rows().stream().map(RejectionViews::masked).toList(), found.before());
    }
    if (!found.rows().isEmpty()) {
      changes.note("rejections.read", by, Map.of("source", id, "rows", found.rows().size(), "newest",
          found.rows().getFirst().getSequence(), "oldest", found.rows().getLast().getSequence()));
    }
    return new Rows(found.rows(), found.before());
  }

  private static Rejection masked(Rejection row) {
    return row.raw(null).findings(FindingViews.masked(row.getFindings()));
  }

  /** Maps rows again by the present mapping. */
  public Replay replay(String id, KeptFilter filter, Caller by) {
    LiveSource live = known(id);
    changes.requireOwn(id, by);
    Lane lane = live.lane().orElseThrow(() -> new Problem(409, "source-stopped", "该数据源已暂停或设置有误，恢复后方可重放。",
        "This source is paused or its settings are wrong; replay once it works."));
    changes.note("rejections.replay", by, filter.noted(id));
    return replays.begin(id, lane, filter);
  }

  /** How the last replay is doing. */
  public Replay replay(String id) {
    known(id);
    return replays.of(id).orElseGet(() -> new Replay(false, 0L, 0L, 0L));
  }

  /** Which rules the newest rows that wait break. */
  public List<RuleCount> rules(String id) {
    known(id);
    return rejections.rules(id);
  }

  /** A table of the rows that fit. */
  public byte[] export(String id, KeptFilter filter, boolean workbook, Caller by) {
    known(id);
    changes.requireOwn(id, by);
    return exports.table(workbook, (table, before, limit) -> {
      if (before == Long.MAX_VALUE) {
        changes.note("rejections.export", by, filter.noted(id));
      }
      Rejections.Found found = rejections.find(id, before, limit, filter, false);
      found.rows().forEach(row -> table.add(row.getDelivery(), row.getRow(), row.getReceived(), row.getFindings(),
          row.getRaw()));
      return new KeptExports.Page(found.rows().size(), found.before());
    });
  }

  private LiveSource known(String id) {
    return sources.source(id).orElseThrow(() -> SourceChanges.unknown(id));
  }
}
