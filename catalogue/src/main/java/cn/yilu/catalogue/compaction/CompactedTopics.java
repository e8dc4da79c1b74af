package cn.yilu.catalogue.compaction;

import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.EventTerm;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Which topics are compacted, and how far: claims, of records and of links, as far as every merge has committed them, and
 * records; of events, claims and records whose term is over. Catalogue entries are left out: they are few, and each
 * version of them stays to be read. So is the ledger.
 */
final class CompactedTopics {
  /** A topic is gone through when a fifth as much is new as was left of it, but at least this often. */
  private static final int SHARE = 5;
  private static final Duration LONGEST_BETWEEN = Duration.ofDays(30);
  private static final String CLAIMS = "claims/";

  private final Log log;
  private final Compaction compaction;
  private final ToLongFunction<String> committed;
  private final SharedSchemas schemas;
  private final CompactionProperties settings;
  private final Clock clock;

  /** {@code committed} knows up to where every merge that reads a topic has committed it. */
  CompactedTopics(Log log, Compaction compaction, ToLongFunction<String> committed, SharedSchemas schemas,
      CompactionProperties settings, Clock clock) {
    this.log = log;
    this.compaction = compaction;
    this.committed = committed;
    this.schemas = schemas;
    this.settings = settings;
    this.clock = clock;
  }

  /** Their names, existing or not. */
  List<String> names() {
    return schemas.all().stream().flatMap(CompactedTopics::names).toList();
  }

  private static Stream<String> names(SharedSchema schema) {
    return schema.kind() == DatasetKind.LINK
        ? Stream.of(CLAIMS + schema.dataset())
        : Stream.of(CLAIMS + schema.dataset(), "records/" + schema.dataset());
  }

  Compaction.Standing standing(String topic) {
    return compaction.standing(topic);
  }

  /** Compacts those for which it is worth while, as long as {@code goOn} says so. */
  Compaction.Freed compact(BooleanSupplier goOn) {
    Instant now = clock.instant();
    Compaction.Freed all = Compaction.Freed.NOTHING;
    for (SharedSchema schema : schemas.all()) {
      all = all.plus(schema.kind() == DatasetKind.EVENT ? expire(schema, now, goOn) : compact(schema, now, goOn));
    }
    return all;
  }

  private Compaction.Freed expire(SharedSchema schema, Instant now, BooleanSupplier goOn) {
    List<String> topics = names(schema).filter(topic -> standing(topic).head() > 0).toList();
    Compaction.Freed all = Compaction.Freed.NOTHING;
    if (!topics.isEmpty() && !settings.events().isZero()) {
      Instant end = EventTerm.end(log, schema.dataset(), now.minus(settings.events()));
      for (String topic : topics) {
        all = all.plus(compaction.expire(topic, upTo(topic), end, goOn));
      }
    }
    return all;
  }

  private Compaction.Freed compact(SharedSchema schema, Instant now, BooleanSupplier goOn) {
    Compaction.Freed all = Compaction.Freed.NOTHING;
    for (String topic : names(schema).toList()) {
      if (isWorthWhile(standing(topic), now) && goOn.getAsBoolean()) {
        all = all.plus(compaction.compact(topic, bounds(topic, now), goOn));
      }
    }
    return all;
  }

  private long upTo(String topic) {
    return topic.startsWith(CLAIMS) ? committed.applyAsLong(topic) : log.head(topic);
  }

  private Compaction.Bounds bounds(String topic, Instant now) {
    return new Compaction.Bounds(upTo(topic), now.minus(settings.settled()), now.minus(settings.deletes()));
  }

  private static boolean isWorthWhile(Compaction.Standing standing, Instant now) {
    long fresh = standing.head() - standing.cleaned();
    boolean much = fresh > 0 && fresh * SHARE >= standing.left();
    return standing.head() > 0
        && (much || standing.ran().map(ran -> ran.isBefore(now.minus(LONGEST_BETWEEN))).orElse(true));
  }
}
