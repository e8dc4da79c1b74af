package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import java.nio.ByteBuffer;

/** A device worn by a person from one instant (inclusive) until another (exclusive), in milliseconds since the epoch. */
record Wear(Key device, Key person, long from, long until) {

  boolean covers(long time) {
    return from <= time && time < until;
  }

  byte[] encode() {
    return ByteBuffer.allocate(48).put(device.bytes()).put(person.bytes()).putLong(from).putLong(until).array();
  }

  static Wear decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Wear(new Key(buffer.getLong(), buffer.getLong()), new Key(buffer.getLong(), buffer.getLong()),
        buffer.getLong(), buffer.getLong());
  }
}
