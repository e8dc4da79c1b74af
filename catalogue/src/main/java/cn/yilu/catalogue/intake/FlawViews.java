package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.FlawedRow;
import cn.yilu.catalogue.http.model.RuleCount;
import cn.yilu.catalogue.organisation.Caller;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Rows that were used although something is wrong with them (疑点), for people. What was delivered is shown to those who
 * may see rejected rows, after that is noted in the ledger; others see rules, columns and how to mend.
 */
@Component
public class FlawViews {
  private final Sources sources;
  private final SourceChanges changes;
  private final KeptRows kept;
  private final KeptExports exports;

  FlawViews(Sources sources, SourceChanges changes, KeptRows kept, KeptExports exports) {
    this.sources = sources;
    this.changes = changes;
    this.kept = kept;
    this.exports = exports;
  }

  /** Rows, newest first, and where to go on below; 0 at the end. */
  public record Rows(List<FlawedRow> rows, long before) {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** Rows below a sequence number; {@link Long#MAX_VALUE} begins at the newest. */
  public Rows list(String id, long before, int limit, KeptFilter filter, Caller by) {
    known(id);
    Rows found = find(id, before, limit, filter);
    if (!changes.own(id, by)) {
      return new Rows(found.rows().stream().map(FlawViews::masked).toList(), found.before());
    }
    if (!found.rows().isEmpty()) {
      changes.note("findings.read", by, Map.of("source", id, "rows", found.rows().size(), "newest",
          found.rows().getFirst().getSequence(), "oldest", found.rows().getLast().getSequence()));
    }
    return found;
  }

  /** Which rules the newest rows break. */
  public List<RuleCount> rules(String id) {
    known(id);
    return kept.rules(topic(id), entry -> true);
  }

  /** A table of the rows that fit. */
  public byte[] export(String id, KeptFilter filter, boolean workbook, Caller by) {
    known(id);
    changes.requireOwn(id, by);
    return exports.table(workbook, (table, before, limit) -> {
      if (before == Long.MAX_VALUE) {
        changes.note("findings.export", by, filter.noted(id));
      }
      Rows found = find(id, before, limit, filter);
      found.rows().forEach(row -> table.add(row.getDelivery(), row.getRow(), row.getReceived(), row.getFindings(),
          row.getRecord()));
      return new KeptExports.Page(found.rows().size(), found.before());
    });
  }

  private Rows find(String id, long before, int limit, KeptFilter filter) {
    KeptRows.Found found = kept.find(topic(id), before, limit, filter, entry -> true);
    return new Rows(found.rows().stream().map(FlawViews::view).toList(), found.before());
  }

  private static FlawedRow view(KeptRows.Kept found) {
    KeptRow row = found.row();
    return new FlawedRow(found.sequence(), row.delivery(), row.row(), FindingViews.of(row.findings()))
        .record(row.raw().isEmpty() ? null : row.raw()).received(FindingViews.at(found.entry().recordedTime()));
  }

  private static FlawedRow masked(FlawedRow row) {
    return row.record(null).findings(FindingViews.masked(row.getFindings()));
  }

  private static String topic(String source) {
    return "findings/" + source;
  }

  private void known(String id) {
    if (sources.source(id).isEmpty()) {
      throw SourceChanges.unknown(id);
    }
  }
}
