package cn.yilu.mappings;

/**
 * Remembers record ids of a delivery, and their times, by their hash. Two different ids of one delivery are taken for the same about once in
 * twenty million deliveries of a million rows; beyond a million ids it remembers no more, so that memory stays bounded.
 */
final class RecordIds {
  private static final int MOST = 1 << 20;

  private long[] seen = {};
  private int count;

  /** Whether this id was there before with this time; it is remembered. */
  boolean again(byte[] bytes, int from, int to, long time) {
    long hash = hash(bytes, from, to, time);
    if (count * 2 >= seen.length) {
      if (count >= MOST) {
        return find(hash) >= 0;
      }
      grow();
    }
    int at = place(hash);
    if (seen[at] == hash) {
      return true;
    }
    seen[at] = hash;
    count++;
    return false;
  }

  private int find(long hash) {
    int at = place(hash);
    return seen[at] == hash ? at : -1;
  }

  /** Where the hash is, or would be. */
  private int place(long hash) {
    int mask = seen.length - 1;
    int at = (int) hash & mask;
    while (seen[at] != 0 && seen[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] before = seen;
    seen = new long[Math.max(1024, before.length * 2)];
    for (long hash : before) {
      if (hash != 0) {
        seen[place(hash)] = hash;
      }
    }
  }

  private static long hash(byte[] bytes, int from, int to, long time) {
    long hash = 0x9e3779b97f4a7c15L ^ (time * 0xff51afd7ed558ccdL);
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
