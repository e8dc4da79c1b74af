package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Shapes of what the store holds; the first letter of a key says what it is of. */
final class StoreKeys {
  static final byte MARK = 'm';
  static final byte PLACES = 'f';
  static final byte BUCKET = 'b';
  static final byte SUSPICION = 'c';
  static final byte DECISION = 'd';
  static final byte APART = 'e';
  private static final byte SUBJECTS = 0;
  private static final byte CLAIM = 1;
  private static final int KEY = 16;

  private StoreKeys() {}

  static byte[] kind(byte kind) {
    return new byte[]{kind};
  }

  static byte[] of(byte kind, Key key) {
    return put(ByteBuffer.allocate(1 + KEY).put(kind), key).array();
  }

  static byte[] places(byte topic, Key member) {
    return put(ByteBuffer.allocate(2 + KEY).put(PLACES).put(topic), member).array();
  }

  static byte[] bucket(byte rule, Key bucket) {
    return put(ByteBuffer.allocate(2 + KEY).put(BUCKET).put(rule), bucket).array();
  }

  static byte[] member(byte[] bucket, byte order, Key member) {
    return put(ByteBuffer.allocate(bucket.length + 1 + KEY).put(bucket).put(order), member).array();
  }

  static byte[] suspicion(Key id, byte rule) {
    return put(ByteBuffer.allocate(2 + KEY).put(SUSPICION), id).put(rule).array();
  }

  static byte[] pair(Pair pair) {
    return put(put(ByteBuffer.allocate(1 + 2 * KEY).put(pair.kind() == Pair.Kind.CLAIM ? CLAIM : SUBJECTS), pair.one()),
        pair.other())
        .array();
  }

  static Pair pair(byte[] bytes) {
    return new Pair(bytes[0] == CLAIM ? Pair.Kind.CLAIM : Pair.Kind.SUBJECTS, key(bytes, 1), key(bytes, 1 + KEY));
  }

  static Key key(byte[] bytes, int from) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, KEY);
    return new Key(buffer.getLong(), buffer.getLong());
  }

  static byte[] places(List<Place> places) {
    ByteBuffer out = ByteBuffer.allocate(places.size() * (KEY + 10));
    places.forEach(place -> put(out.put(place.rule()), place.bucket()).put(place.order()).putLong(place.print()));
    return out.array();
  }

  static List<Place> places(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Place> places = new ArrayList<>();
    while (in.hasRemaining()) {
      places.add(new Place(in.get(), new Key(in.getLong(), in.getLong()), in.get(), in.getLong()));
    }
    return places;
  }

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  private static ByteBuffer put(ByteBuffer out, Key key) {
    return out.putLong(key.high()).putLong(key.low());
  }
}
