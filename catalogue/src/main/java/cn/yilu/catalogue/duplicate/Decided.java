package cn.yilu.catalogue.duplicate;

import java.nio.ByteBuffer;

/**
 * What a person decided on a pair, without the reason, which may name somebody and is read from the log when it is shown.
 *
 * @param time when, milliseconds since the epoch
 * @param sequence of the claim that decides it
 */
record Decided(Pair pair, boolean same, long time, long sequence) {
  private static final int HEAD = Byte.BYTES + 2 * Long.BYTES;

  byte[] encode() {
    byte[] encoded = StoreKeys.pair(pair);
    return ByteBuffer.allocate(HEAD + encoded.length).put((byte) (same ? 1 : 0)).putLong(time).putLong(sequence)
        .put(encoded).array();
  }

  static Decided decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean same = in.get() == 1;
    long time = in.getLong();
    long sequence = in.getLong();
    byte[] pair = new byte[in.remaining()];
    in.get(pair);
    return new Decided(StoreKeys.pair(pair), same, time, sequence);
  }
}
