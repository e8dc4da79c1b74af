package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges the claims about one subject, field by field. The schema's order of departments decides; within a rank the
 * later event time, then source id, then record id. Arrival order never does: the result is a function of the set of
 * claims. Works on the claims' Avro bytes; a field is copied as it stands.
 */
final class Fold {
  private static final byte NULL = 0;

  private final List<SharedField> fields;
  private final RecordLayout layout;
  private final Subjects subjects;
  private final boolean references;
  private final Map<String, int[]> ranks = new HashMap<>();
  /** Kept from one record to the next, since a merge makes millions. */
  private final List<int[]> bounds = new ArrayList<>();
  private final AvroWriter joined = new AvroWriter(256);

  Fold(SharedSchema schema, Subjects subjects) {
    this.fields = schema.fields();
    this.layout = new RecordLayout(schema);
    this.subjects = subjects;
    this.references = fields.stream().anyMatch(field -> field.reference().isPresent());
  }

  /** The record these claims make as long as no links hold. */
  SharedRecord of(List<HeldClaim> claims) {
    return of(claims, Links.NONE);
  }

  /**
   * The record these claims make; there must be at least one claim. References name the subjects that stay. Not for use
   * by two threads at once.
   */
  SharedRecord of(List<HeldClaim> claims, Links links) {
    for (int i = bounds.size(); i < claims.size(); i++) {
      bounds.add(new int[layout.size() + 1]);
    }
    for (int i = 0; i < claims.size(); i++) {
      layout.cut(claims.get(i).values(), 0, bounds.get(i));
    }
    int[] chosen = new int[fields.size()];
    for (int field = 0; field < chosen.length; field++) {
      chosen[field] = choose(claims, field);
    }
    return record(claims, chosen, links);
  }

  private int choose(List<HeldClaim> claims, int field) {
    int best = -1;
    for (int i = 0; i < claims.size(); i++) {
      boolean stated = claims.get(i).values()[bounds.get(i)[field]] != NULL;
      if (stated && (best < 0 || believed(claims.get(i), claims.get(best), field))) {
        best = i;
      }
    }
    return best;
  }

  private boolean believed(HeldClaim one, HeldClaim other, int field) {
    int rank = Integer.compare(rank(one, field), rank(other, field));
    if (rank != 0) {
      return rank < 0;
    }
    int time = Long.compare(one.time(), other.time());
    if (time != 0) {
      return time > 0;
    }
    int source = one.source().compareTo(other.source());
    return source != 0 ? source < 0 : one.recordId().compareTo(other.recordId()) < 0;
  }

  private int rank(HeldClaim claim, int field) {
    return ranks.computeIfAbsent(claim.department(),
        department -> fields.stream().mapToInt(f -> f.rank(department)).toArray())[field];
  }

  private SharedRecord record(List<HeldClaim> claims, int[] chosen, Links links) {
    List<SharedRecord.Saying> sayings = new ArrayList<>(2);
    int[] sayingOf = new int[claims.size()];
    Arrays.fill(sayingOf, -1);
    int[] saidBy = new int[chosen.length];
    for (int field = 0; field < chosen.length; field++) {
      saidBy[field] = chosen[field] < 0 ? -1 : saying(claims, chosen[field], sayingOf, sayings);
    }
    byte[] values = claims.size() == 1 && !references ? claims.getFirst().values() : join(claims, chosen, links);
    return new SharedRecord(claims.size(), sayings, saidBy, values);
  }

  private static int saying(List<HeldClaim> claims, int claim, int[] sayingOf, List<SharedRecord.Saying> sayings) {
    if (sayingOf[claim] < 0) {
      SharedRecord.Saying saying = new SharedRecord.Saying(claims.get(claim).source(), claims.get(claim).time());
      int known = sayings.indexOf(saying);
      sayingOf[claim] = known < 0 ? sayings.size() : known;
      if (known < 0) {
        sayings.add(saying);
      }
    }
    return sayingOf[claim];
  }

  private byte[] join(List<HeldClaim> claims, int[] chosen, Links links) {
    AvroWriter out = joined.clear();
    for (int field = 0; field < chosen.length; field++) {
      if (chosen[field] < 0) {
        out.number(NULL);
        continue;
      }
      byte[] values = claims.get(chosen[field]).values();
      int from = bounds.get(chosen[field])[field];
      int to = bounds.get(chosen[field])[field + 1];
      String reference = fields.get(field).reference().orElse("");
      if (reference.isEmpty()) {
        out.raw(values, from, to - from);
      } else {
        out.number(1);
        Key key = subjects.reference(reference, Slices.text(values, from, to));
        out.text(links.aliases(reference).stays(key).toString());
      }
    }
    return out.toBytes();
  }

  /** Text of a stated string field of a record. */
  String text(byte[] values, int field) {
    int[] bounds = new int[layout.size() + 1];
    layout.cut(values, 0, bounds);
    return values[bounds[field]] == NULL ? "" : Slices.text(values, bounds[field], bounds[field + 1]);
  }
}
