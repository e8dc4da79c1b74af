package cn.yilu.mappings.view;

/** Writes instants, and remembers the last one's text: what was recorded together has one time. */
final class LastInstant {
  private final Bytes text = new Bytes(24);
  private long millis;

  void write(long instant, Bytes out) {
    if (instant != millis || text.size == 0) {
      text.clear();
      IsoTime.instant(instant, text);
      millis = instant;
    }
    out.put(text.array, 0, text.size);
  }
}
