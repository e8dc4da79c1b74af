package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.duplicate.Candidates.Candidate;
import cn.yilu.catalogue.http.model.Duplicate;
import cn.yilu.catalogue.http.model.DuplicateCandidate;
import cn.yilu.catalogue.http.model.DuplicateDecision;
import cn.yilu.catalogue.http.model.DuplicateField;
import cn.yilu.catalogue.http.model.DuplicateList;
import cn.yilu.catalogue.http.model.DuplicateSide;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.record.SharedRecord;
import cn.yilu.schemas.SharedField;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Candidate duplicates for people of the staff. Values are personal: whoever looks at them is noted first. */
@Component
public class DuplicateViews {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Key FIRST = new Key(0, 0);

  private final Duplicates duplicates;
  private final Sides sides;
  private final Ledger ledger;
  private final Log log;

  DuplicateViews(Duplicates duplicates, Sides sides, Ledger ledger, Log log) {
    this.duplicates = duplicates;
    this.sides = sides;
    this.ledger = ledger;
    this.log = log;
  }

  /** A candidate with the list it is on. */
  record Found(WorkList list, Candidate candidate) {
    /** Whether the caller may decide: operators, and officers who answer for something that is compared. */
    boolean mine(Caller by) {
      return by.role() == Role.OPERATOR || (by.role() == Role.OFFICER && fields()
          .anyMatch(field -> field.departments().contains(by.organisation())));
    }

    private Stream<SharedField> fields() {
      return list.suspected().rule().fields().stream()
          .flatMap(name -> list.suspected().schema().field(name).stream());
    }
  }

  /**
   * Which candidates are wanted.
   *
   * @param reason {@code alike} or {@code differing}, empty for both
   */
  public record Wanted(Optional<String> dataset, Optional<String> reason, boolean decided) {
    boolean fits(Candidate candidate) {
      return reason.isEmpty() || reason.get().equals(kind(candidate));
    }
  }

  private static String kind(Candidate candidate) {
    return candidate.pair().kind() == Pair.Kind.CLAIM ? "differing" : "alike";
  }

  /** Candidates behind a cursor, at most so many, and how many there are in all. */
  public DuplicateList list(Wanted wanted, Optional<String> cursor, int limit) {
    List<Found> found = new ArrayList<>();
    long[] counts = new long[3];
    for (WorkList list : duplicates.all()) {
      if (wanted.dataset().isEmpty() || wanted.dataset().get().equals(list.dataset())) {
        Candidates.Counts all = list.counts();
        counts[0] += all.alike();
        counts[1] += all.differing();
        counts[2] += all.decided();
        collect(list, wanted, cursor, limit + 1, found);
      }
    }
    List<Found> page = found.subList(0, Math.min(limit, found.size()));
    DuplicateList answer = new DuplicateList(counts[0], counts[1], counts[2],
        page.stream().map(DuplicateViews::view).toList());
    if (found.size() > limit) {
      answer.next(page.getLast().list().dataset() + ":" + page.getLast().candidate().id());
    }
    return answer;
  }

  private static void collect(WorkList list, Wanted wanted, Optional<String> cursor, int most, List<Found> found) {
    Key after = FIRST;
    if (cursor.isPresent()) {
      int colon = cursor.get().indexOf(':');
      int order = cursor.get().substring(0, colon).compareTo(list.dataset());
      if (order > 0) {
        return;
      }
      after = order == 0 ? Key.parse(cursor.get().substring(colon + 1)) : FIRST;
    }
    Key behind = after;
    java.util.function.Predicate<Candidate> visitor = candidate -> {
      if (wanted.fits(candidate) && !candidate.id().equals(behind)) {
        found.add(new Found(list, candidate));
      }
      return found.size() < most;
    };
    if (wanted.decided()) {
      list.candidates().decided(after, visitor);
    } else {
      list.candidates().open(after, visitor);
    }
  }

  private static DuplicateCandidate view(Found found) {
    Candidate candidate = found.candidate();
    List<DuplicateField> fields = candidate.rules().stream()
        .flatMap(rule -> found.list().suspected().fields(rule).stream()).distinct()
        .map(field -> new DuplicateField(field.name(), Sides.text(field.title()))).toList();
    DuplicateCandidate view = new DuplicateCandidate(candidate.id().toString(), found.list().dataset(),
        DuplicateCandidate.ReasonEnum.fromValue(kind(candidate)), fields);
    return candidate.decided().map(decided -> view.decision(decision(decided))).orElse(view);
  }

  private static DuplicateDecision decision(Decided decided) {
    return new DuplicateDecision(
        DuplicateDecision.VerdictEnum.fromValue(decided.same() ? LinkReader.SAME : LinkReader.DIFFERENT),
        Instant.ofEpochMilli(decided.time()).atOffset(ZoneOffset.UTC));
  }

  /** Both sides of a candidate, after it is noted that somebody looks at them. */
  public Duplicate view(String id, Caller by) {
    Found found = find(id);
    ledger.note("duplicate.read", by.id(), Map.of("duplicate", id, "dataset", found.list().dataset(), "organisation",
        by.organisation(), "masked", by.role() != Role.OPERATOR)).join();
    Sides.Two two = sides.of(found.list().suspected(), found.candidate());
    DuplicateCandidate view = view(found);
    found.candidate().decided().ifPresent(decided -> why(found)
        .ifPresent(why -> view.decision(decision(decided).by(why.decidedBy())
            .reason(found.mine(by) ? why.reason() : null))));
    return new Duplicate(view, found.mine(by), List.of(side(two.one()), side(two.other())),
        sides.items(found.list().suspected(), two, by));
  }

  private static DuplicateSide side(Optional<SharedRecord> record) {
    return new DuplicateSide(record.map(SharedRecord::claims).orElse(0));
  }

  /** The newest claim that decides it, as it stands in the log. */
  private Optional<LinkReader.Why> why(Found found) {
    Optional<Decided> decided = found.candidate().decided();
    if (decided.isEmpty()) {
      return Optional.empty();
    }
    String topic = "claims/" + LinkReader.DATASET;
    List<Block> blocks = log.read(topic, decided.get().sequence() - 1, 1);
    return blocks.stream().flatMap(block -> block.entries().stream())
        .filter(entry -> entry.key().equals(found.candidate().id()) && entry.kind() == Entry.Kind.UPSERT)
        .findFirst().map(found.list().suspected().links()::why);
  }

  /** Waits until the lists reflect what was decided, a few seconds at most. */
  public void settle() {
    try {
      boolean unused = duplicates.await(log.heads("claims/"), LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The candidate of this id; a problem when there is none (any more). */
  Found find(String id) {
    if (ID.matcher(id).matches()) {
      Key key = Key.parse(id);
      for (WorkList list : duplicates.all()) {
        Optional<Candidate> candidate = list.candidates().find(key);
        if (candidate.isPresent()) {
          return new Found(list, candidate.get());
        }
      }
    }
    throw new Problem(404, "unknown-duplicate", "没有这一疑似重复；可能来源已更正，不再疑似。",
        "There is no such candidate; perhaps its sources were mended and there is no suspicion any more.");
  }
}
