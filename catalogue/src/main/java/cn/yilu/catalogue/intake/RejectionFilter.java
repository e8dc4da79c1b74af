package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Entry;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which rejected rows are meant; what is absent does not matter. */
public record RejectionFilter(Optional<String> rule, Optional<String> delivery, Optional<OffsetDateTime> since,
    Optional<OffsetDateTime> until) {
  public static final RejectionFilter ALL = new RejectionFilter(Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty());

  /** Blank texts count as absent. */
  public static RejectionFilter of(@Nullable String rule, @Nullable String delivery, @Nullable OffsetDateTime since,
      @Nullable OffsetDateTime until) {
    return new RejectionFilter(Optional.ofNullable(rule).filter(text -> !text.isBlank()),
        Optional.ofNullable(delivery).filter(text -> !text.isBlank()), Optional.ofNullable(since),
        Optional.ofNullable(until));
  }

  boolean mayFit(Entry entry) {
    return since.filter(from -> entry.recordedTime() < from.toInstant().toEpochMilli()).isEmpty()
        && until.filter(to -> entry.recordedTime() >= to.toInstant().toEpochMilli()).isEmpty();
  }

  boolean fits(RejectedRow row) {
    return delivery.filter(name -> !name.equals(row.delivery())).isEmpty()
        && rule.filter(word -> row.findings().stream().noneMatch(finding -> finding.rule().equals(word))).isEmpty();
  }
}
