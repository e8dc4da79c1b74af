package cn.yilu.mappings.trial;

import cn.yilu.mappings.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of one row of a sample.
 *
 * @param row number within the sample, from 1
 * @param claims empty when the row was rejected
 * @param rejected the row as it came, when it was rejected
 */
public record TriedRow(long row, List<TriedClaim> claims, List<Finding> findings, Optional<String> rejected) {
  public TriedRow {
    claims = List.copyOf(claims);
    findings = List.copyOf(findings);
  }
}
