package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.record.ClaimPayload;
import cn.yilu.schemas.SharedSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people decide on candidates. A decision is a claim of source {@code decisions} about links between subjects, noted
 * in the ledger before it is made; a position for each pair lets one of two people win who decide at the same time.
 */
@Component
public class Decisions {
  private static final String TOPIC = "claims/" + LinkReader.DATASET;
  private static final String OPEN = "open";

  private final DuplicateViews views;
  private final Ledger ledger;
  private final Log log;
  private final Clock clock;

  Decisions(DuplicateViews views, Ledger ledger, Log log, Clock clock) {
    this.views = views;
    this.ledger = ledger;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Says whether the two are one.
   *
   * @param again whether a decision that stands is replaced, instead of being a conflict
   */
  public void decide(String id, boolean same, String reason, boolean again, Caller by) {
    DuplicateViews.Found found = mine(id, by);
    byte[] before = standing(id);
    if (!again && decided(before)) {
      throw new Problem(409, "decided", "已有人作出决定。请重新打开查看，确需更改时再次决定。",
          "Somebody has decided meanwhile. Look at it again, and decide again if it has to be changed.");
    }
    String verdict = same ? LinkReader.SAME : LinkReader.DIFFERENT;
    ledger.note("duplicate.decide", by.id(), Map.of("duplicate", id, "dataset", found.list().dataset(), "organisation",
        by.organisation(), "verdict", verdict)).join();
    Pair pair = found.candidate().pair();
    SharedSchema schema = found.list().suspected().linking();
    byte[] values = values(schema, found, verdict, reason.strip(), by);
    long now = clock.millis();
    append(id, before, verdict, new Entry(Key.parse(id), Entry.Kind.UPSERT, Pair.SOURCE, now, now, schema.id().hex(),
        "", List.of(), new ClaimPayload(by.organisation(), pair.recordId(), List.of(), values).encode()));
  }

  /** Undoes a decision. */
  public void withdraw(String id, Caller by) {
    DuplicateViews.Found found = mine(id, by);
    byte[] before = standing(id);
    if (!decided(before)) {
      throw new Problem(409, "not-decided", "尚未作出决定，或已被撤销。", "There is no decision, or it was withdrawn.");
    }
    ledger.note("duplicate.withdraw", by.id(), Map.of("duplicate", id, "dataset", found.list().dataset(),
        "organisation", by.organisation())).join();
    append(id, before, OPEN, new Entry(Key.parse(id), Entry.Kind.DELETE, Pair.SOURCE, Entry.NO_TIME, clock.millis(),
        found.list().suspected().linking().id().hex(), "", List.of(), new byte[0]));
  }

  private DuplicateViews.Found mine(String id, Caller by) {
    DuplicateViews.Found found = views.find(id);
    if (!found.mine(by)) {
      throw new Problem(403, "forbidden", "只有管理员和数源部门的工作人员可以决定。",
          "Only operators and officers of a department that answers for the data may decide.");
    }
    return found;
  }

  private byte @Nullable [] standing(String id) {
    return log.position(position(id)).orElse(null);
  }

  private static boolean decided(byte @Nullable [] standing) {
    return standing != null && !new String(standing, StandardCharsets.UTF_8).startsWith(OPEN);
  }

  private static String position(String id) {
    return "duplicate/" + id;
  }

  /** A position says what was decided and when, so that no two of them are equal. */
  private void append(String id, byte @Nullable [] before, String standing, Entry claim) {
    byte[] next = (standing + " " + claim.recordedTime()).getBytes(StandardCharsets.UTF_8);
    if (log.append(new Batch(Map.of(TOPIC, List.of(claim)), List.of(new Batch.Move(position(id), before, next))))
        .join() instanceof Appended.Refused) {
      throw new Problem(409, "decided", "已有人作出决定。请重新打开查看，确需更改时再次决定。",
          "Somebody has decided meanwhile. Look at it again, and decide again if it has to be changed.");
    }
  }

  private static byte[] values(SharedSchema schema, DuplicateViews.Found found, String verdict, String reason,
      Caller by) {
    Pair pair = found.candidate().pair();
    GenericRecord link = new GenericData.Record(schema.avro());
    link.put("subject", found.list().suspected().schema().subject());
    link.put("reference", (pair.kind() == Pair.Kind.CLAIM ? "claim:" : "subject:") + pair.other());
    link.put("target", "subject:" + pair.one());
    link.put("verdict", verdict);
    link.put("decidedBy", by.organisation());
    link.put("reason", reason.isEmpty() ? null : reason);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(256);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema.avro()).write(link, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
