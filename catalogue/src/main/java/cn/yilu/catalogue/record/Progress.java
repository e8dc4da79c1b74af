package cn.yilu.catalogue.record;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How far a projection of merge state is: sequence numbers merged per followed topic, sequence number of the last
 * record taken over, and how many records are current and how many readings wait for a binding.
 */
record Progress(long[] merged, long recorded, long count, long pending) {

  static Progress start(int topics) {
    return new Progress(new long[topics], 0, 0, 0);
  }

  /** Whether both stand at the same place of every topic. */
  boolean at(Progress other) {
    return recorded == other.recorded && Arrays.equals(merged, other.merged);
  }

  /** The same when so many topics are followed; of one that was not followed before nothing is merged yet. */
  Progress following(int topics) {
    return merged.length >= topics ? this : new Progress(Arrays.copyOf(merged, topics), recorded, count, pending);
  }

  byte[] encode() {
    ByteBuffer buffer = ByteBuffer.allocate(8 * (merged.length + 3));
    buffer.putLong(recorded).putLong(count).putLong(pending);
    Arrays.stream(merged).forEach(buffer::putLong);
    return buffer.array();
  }

  static Progress decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long recorded = buffer.getLong();
    long count = buffer.getLong();
    long pending = buffer.getLong();
    return new Progress(longs(buffer), recorded, count, pending);
  }

  /** A merge position as committed in the log: one sequence number per followed topic. */
  static byte[] position(long[] merged) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * merged.length);
    Arrays.stream(merged).forEach(buffer::putLong);
    return buffer.array();
  }

  static long[] merged(byte[] position) {
    return longs(ByteBuffer.wrap(position));
  }

  private static long[] longs(ByteBuffer buffer) {
    long[] longs = new long[buffer.remaining() / 8];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = buffer.getLong();
    }
    return longs;
  }
}
