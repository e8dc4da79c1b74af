package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.Finding;
import cn.yilu.catalogue.http.model.Text;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Findings as the HTTP contract shows them. */
final class FindingViews {

  private FindingViews() {}

  static List<Finding> of(List<cn.yilu.mappings.Finding> findings) {
    return findings.stream().map(FindingViews::of).toList();
  }

  /** For those who must not see what was delivered. */
  static List<Finding> masked(List<Finding> findings) {
    return findings.stream().map(finding -> new Finding(finding.getRule(), finding.getMend())
        .column(finding.getColumn())).toList();
  }

  static OffsetDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  private static Finding of(cn.yilu.mappings.Finding finding) {
    return new Finding(finding.rule(), new Text(finding.mend().zh(), finding.mend().en())).column(finding.column())
        .raw(finding.raw());
  }
}
