package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.nio.ByteBuffer;

/**
 * An event as the merge of its dataset holds it, under what it refers to, to be looked at again when links change.
 *
 * @param key the event's
 * @param under the person it states, else its device; {@link #NOTHING} when it states neither
 * @param record fingerprint of the record last appended for it; {@link #NOTHING} while it waits for a link
 */
record HeldEvent(Key key, Key under, Key record, Reading reading) {
  static final Key NOTHING = new Key(0, 0);

  static HeldEvent waiting(Key key, Key under, Reading reading) {
    return new HeldEvent(key, under, NOTHING, reading);
  }

  /** An event of which a record was met before the claim, as by who catches up with somebody who goes on merging. */
  static HeldEvent stray(Entry record) {
    return new HeldEvent(record.key(), NOTHING, NOTHING, new Reading("", record.eventTime(), new byte[0])).told(record);
  }

  boolean isStray() {
    return reading.values().length == 0;
  }

  /** The same with what is known of its record already. */
  HeldEvent known(HeldEvent stray) {
    return new HeldEvent(key, under, stray.record, reading);
  }

  boolean isAppended() {
    return !record.equals(NOTHING);
  }

  /** The same once an entry says of it that its record is this, or that there is none any more. */
  HeldEvent told(Entry entry) {
    Key now = entry.kind() == Entry.Kind.DELETE ? NOTHING : Subject.fingerprint(entry.payload());
    return new HeldEvent(key, under, now, reading);
  }

  byte[] encode() {
    byte[] told = reading.encode();
    return ByteBuffer.allocate(16 + told.length).put(record.bytes()).put(told).array();
  }

  static HeldEvent decode(Key key, Key under, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Key record = new Key(buffer.getLong(), buffer.getLong());
    return new HeldEvent(key, under, record, Reading.decode(buffer));
  }
}
