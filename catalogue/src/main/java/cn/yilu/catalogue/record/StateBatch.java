package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroWriter;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Puts and deletes that are written together, laid out as RocksDB itself keeps a batch (eight bytes of sequence number,
 * four of count, then per change a tag, and keys and values with their lengths before them), so that thousands of them
 * cross into it by one call instead of one each.
 */
final class StateBatch {
  private static final int HEADER = 12;
  private static final byte DELETE = 0;
  private static final byte PUT = 1;

  private byte[] bytes = new byte[1 << 12];
  private int size = HEADER;
  private int count;

  /** Forgets what was in it and keeps the room. */
  StateBatch clear() {
    size = HEADER;
    count = 0;
    return this;
  }

  void put(byte[] key, byte[] value) {
    put(key, value, value.length);
  }

  void put(byte[] key, AvroWriter value) {
    put(key, value.array(), value.size());
  }

  private void put(byte[] key, byte[] value, int length) {
    reserve(11 + key.length + length);
    bytes[size++] = PUT;
    add(key, key.length);
    add(value, length);
    count++;
  }

  void delete(byte[] key) {
    reserve(6 + key.length);
    bytes[size++] = DELETE;
    add(key, key.length);
    count++;
  }

  private void add(byte[] part, int length) {
    int rest = length;
    while ((rest & ~0x7F) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    System.arraycopy(part, 0, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.addExact(bytes.length, bytes.length / 2)));
    }
  }

  void writeTo(StateStore store) throws RocksDBException {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[8 + i] = (byte) (count >>> (8 * i));
    }
    try (WriteBatch batch = new WriteBatch(Arrays.copyOf(bytes, size))) {
      store.write(batch);
    }
  }
}
