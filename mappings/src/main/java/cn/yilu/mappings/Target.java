package cn.yilu.mappings;

import cn.yilu.mappings.rule.DuplicateInDelivery;
import cn.yilu.mappings.rule.EventTimeFuture;
import cn.yilu.mappings.rule.EventTimeMissing;
import cn.yilu.mappings.rule.RecordIdMissing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the claims of one dataset. Values are named by their place in the plan, -1 for none.
 *
 * @param recordColumn the column that a finding about the record id is about, -1 when none
 * @param timeColumn the same for the event time
 * @param fields by place in the shared schema
 * @param once whether a record id should stand only once in a delivery, or once for each of its times
 */
record Target(String dataset, Optional<Condition> when, Optional<Condition> withdrawn, int recordId,
    int recordColumn, List<Identified> identifiers, int time, int timeColumn, int[] fields, boolean once,
    Optional<Agreement> agreement) {
  private static final byte[] NOTHING = {};
  private static final long AHEAD = 5 * 60_000;

  /** An identifier of this kind is the given value. */
  record Identified(String kind, int value) {}

  /** The claim this row makes, or null when it makes none. */
  @Nullable
  Claim claim(Reading reading) {
    if (when.isPresent() && !when.get().holds(reading)) {
      return null;
    }
    if (!reading.states(recordId)) {
      reading.find(RecordIdMissing.RULE, recordColumn);
      return null;
    }
    boolean gone = withdrawn.isPresent() && withdrawn.get().holds(reading);
    if (!gone && agreement.isPresent()) {
      agreement.get().check(reading);
    }
    long told = eventTime(reading);
    if (once && reading.repeats(recordId, told)) {
      reading.find(DuplicateInDelivery.RULE, recordColumn);
    }
    String id = reading.text(recordId);
    return new Claim(dataset, id, identified(reading), told, gone ? NOTHING : values(reading), gone);
  }

  private List<Identifier> identified(Reading reading) {
    List<Identifier> found = new ArrayList<>(identifiers.size());
    for (int i = 0; i < identifiers.size(); i++) {
      Identified identified = identifiers.get(i);
      if (reading.states(identified.value())) {
        found.add(new Identifier(identified.kind(), reading.text(identified.value())));
      }
    }
    return found;
  }

  private long eventTime(Reading reading) {
    if (time < 0) {
      return Claim.NO_TIME;
    }
    if (!reading.states(time)) {
      reading.find(EventTimeMissing.RULE, timeColumn);
      return Claim.NO_TIME;
    }
    long when = reading.made().numberAt(reading.from(time));
    if (when > reading.delivery().received().toEpochMilli() + AHEAD) {
      reading.find(EventTimeFuture.RULE, timeColumn);
      return Claim.NO_TIME;
    }
    return when;
  }

  private byte[] values(Reading reading) {
    int size = 0;
    for (int value : fields) {
      size += value >= 0 && reading.states(value) ? reading.to(value) - reading.from(value) : 1;
    }
    byte[] bytes = new byte[size];
    byte[] made = reading.made().bytes();
    int at = 0;
    for (int value : fields) {
      if (value >= 0 && reading.to(value) > reading.from(value)) {
        int length = reading.to(value) - reading.from(value);
        System.arraycopy(made, reading.from(value), bytes, at, length);
        at += length;
      } else {
        at++;
      }
    }
    return bytes;
  }
}
