package cn.yilu.mappings.view;

/** Reads numbers as Avro writes int and long. */
final class Varint {
  private Varint() {}

  static long read(byte[] bytes, int from) {
    long raw = 0;
    int shift = 0;
    int at = from;
    byte b;
    do {
      b = bytes[at++];
      raw |= (b & 0x7fL) << shift;
      shift += 7;
    } while (b < 0);
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** Where the number ends. */
  static int end(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }
}
