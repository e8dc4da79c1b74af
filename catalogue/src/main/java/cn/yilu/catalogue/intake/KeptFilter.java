package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Entry;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which kept rows are meant; what is absent does not matter. */
public record KeptFilter(Optional<String> rule, Optional<String> delivery, Optional<OffsetDateTime> since,
    Optional<OffsetDateTime> until) {
  public static final KeptFilter ALL = new KeptFilter(Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty());

  /** Blank texts count as absent. */
  public static KeptFilter of(@Nullable String rule, @Nullable String delivery, @Nullable OffsetDateTime since,
      @Nullable OffsetDateTime until) {
    return new KeptFilter(Optional.ofNullable(rule).filter(text -> !text.isBlank()),
        Optional.ofNullable(delivery).filter(text -> !text.isBlank()), Optional.ofNullable(since),
        Optional.ofNullable(until));
  }

  /** What the ledger says of rows that were asked for by this. */
  Map<String, Object> noted(String source) {
    return Map.of("source", source, "rule", rule.orElse(""), "delivery", delivery.orElse(""));
  }

  boolean mayFit(Entry entry) {
    return since.filter(from -> entry.recordedTime() < from.toInstant().toEpochMilli()).isEmpty()
        && until.filter(to -> entry.recordedTime() >= to.toInstant().toEpochMilli()).isEmpty();
  }

  boolean fits(KeptRow row) {
    return delivery.filter(name -> !name.equals(row.delivery())).isEmpty()
        && rule.filter(word -> row.findings().stream().noneMatch(finding -> finding.rule().equals(word))).isEmpty();
  }
}
