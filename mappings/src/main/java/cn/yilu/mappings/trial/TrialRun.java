package cn.yilu.mappings.trial;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Finding;
import cn.yilu.mappings.MappedRow;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.Unreadable;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one sample and gathers what it becomes. */
final class TrialRun {
  private static final String UNMAPPED = "column-unmapped";

  private final SharedSchemas schemas;
  private final List<TriedRow> rows = new ArrayList<>();
  private final List<Finding> notes = new ArrayList<>();
  private final Set<String> untouched = new TreeSet<>();

  TrialRun(SharedSchemas schemas) {
    this.schemas = schemas;
  }

  Trial of(Mapping mapping, Delivery sample) {
    Bounded bounded = new Bounded(sample);
    Optional<Text> unreadable = Optional.empty();
    boolean enough = false;
    try {
      mapping.read(bounded.delivery(), this::take);
    } catch (Enough e) {
      enough = true;
    } catch (Unreadable e) {
      unreadable = Optional.of(e.reason());
    }
    if (bounded.ended() && !enough) {
      // Where the sample was cut, neither the last row nor the broken end say anything about the mapping.
      unreadable = rows.isEmpty() ? unreadable : Optional.empty();
      if (!rows.isEmpty()) {
        rows.removeLast();
      }
    }
    return new Trial(List.of(), rows, notes, List.copyOf(untouched), unreadable, enough || bounded.ended());
  }

  private void take(MappedRow row) {
    if (row.row() > 0 && rows.size() == Trial.MOST_ROWS) {
      throw new Enough();
    }
    switch (row) {
      case MappedRow.Noted noted -> noted.findings().forEach(this::note);
      case MappedRow.Rejected rejected -> rows.add(
          new TriedRow(row.row(), List.of(), rejected.findings(), Optional.of(rejected.raw())));
      case MappedRow.Used used -> rows.add(new TriedRow(row.row(),
          used.claims().stream().map(claim -> TriedClaim.of(claim, schemas)).toList(), used.findings(),
          Optional.empty()));
    }
  }

  private void note(Finding finding) {
    if (finding.rule().equals(UNMAPPED)) {
      untouched.add(finding.column());
    } else {
      notes.add(finding);
    }
  }

  /** The sample has more rows than are tried. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super("enough rows", null, false, false);
    }
  }
}
