package cn.yilu.catalogue.record;

import cn.yilu.mappings.view.Stated;

/** Opens what {@link SharedRecord#encode} wrote without decoding it: only the places of its parts are taken. */
public final class RecordSlices {
  private final byte[] bytes;
  private int at;

  private RecordSlices(byte[] payload) {
    bytes = payload;
  }

  /**
   * Fills {@code record} from a payload, which must not change while the record is used.
   *
   * @throws IllegalArgumentException when the payload is no shared record
   */
  public static void open(byte[] payload, Stated record) {
    try {
      new RecordSlices(payload).open(record);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("payload of " + payload.length + " bytes is no shared record", e);
    }
  }

  private void open(Stated record) {
    record.open(bytes, count());
    for (int sayings = count(); sayings > 0; sayings--) {
      int length = count();
      int from = at;
      at += length;
      record.saying(from, at, number());
    }
    for (int fields = count(); fields > 0; fields--) {
      record.by((int) number());
    }
    int length = count();
    record.values(at);
    if (length != bytes.length - at) {
      throw new IndexOutOfBoundsException(at + length);
    }
  }

  private int count() {
    long number = number();
    if (number < 0 || number > bytes.length) {
      throw new IndexOutOfBoundsException("count " + number);
    }
    return (int) number;
  }

  private long number() {
    long raw = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes[at++];
      raw |= (b & 0x7fL) << shift;
      shift += 7;
    } while (b < 0);
    return (raw >>> 1) ^ -(raw & 1);
  }
}
