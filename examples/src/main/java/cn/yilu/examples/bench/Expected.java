package cn.yilu.examples.bench;

/** What a run must come to, however fast it is. */
final class Expected {
  private Expected() {}

  /** Fails when something was lost or doubled. */
  static void same(String what, long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("%s: %,d instead of %,d".formatted(what, found, expected));
    }
  }
}
