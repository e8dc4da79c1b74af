package cn.yilu.catalogue.log;

/** The newest sequence number of each of a bounded number of keys, in one array: 24 bytes a place, half of them used. */
final class NewestNumbers {
  private static final int WIDTH = 3;
  private final long[] places;
  private final int most;
  private int size;

  /** Room for so many keys. */
  NewestNumbers(int most) {
    this.most = most;
    this.places = new long[WIDTH * Math.max(8, Integer.highestOneBit(most) << 2)];
  }

  boolean hasRoomFor(int more) {
    return size + more <= most;
  }

  /** Notes a number above zero, higher than those before. */
  void put(Key key, long sequence) {
    int place = place(key);
    if (places[place + 2] == 0) {
      if (size == most) {
        throw new IllegalStateException("no room for more than " + most + " keys");
      }
      size++;
      places[place] = key.high();
      places[place + 1] = key.low();
    }
    places[place + 2] = sequence;
  }

  /** The newest number of this key, 0 when none was noted. */
  long of(Key key) {
    return places[place(key) + 2];
  }

  /** Where the key is, or the free place where it would be. Keys are mixed anew, since not all of them are hashes. */
  private int place(Key key) {
    long mixed = (key.high() ^ Long.rotateLeft(key.low(), 31)) * 0x9E37_79B9_7F4A_7C15L;
    int slots = places.length / WIDTH;
    int slot = (int) (mixed >>> 32) & (slots - 1);
    while (places[WIDTH * slot + 2] != 0
        && (places[WIDTH * slot] != key.high() || places[WIDTH * slot + 1] != key.low())) {
      slot = (slot + 1) & (slots - 1);
    }
    return WIDTH * slot;
  }
}
