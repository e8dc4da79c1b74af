package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The part of the store that belongs to one dataset. Keys are the dataset's name, a kind letter and what the kind
 * needs, so that one scan clears the dataset when it no longer belongs to the log.
 */
final class DatasetState {
  /** Counted up when what is written here changes its shape. */
  private static final int SHAPE = 5;

  private final StateStore store;
  private final byte[] prefix;
  private final StateBatch batch = new StateBatch();

  DatasetState(StateStore store, String dataset) {
    this.store = store;
    this.prefix = (dataset + '/').getBytes(StandardCharsets.US_ASCII);
  }

  StateStore store() {
    return store;
  }

  byte[] key(char kind, Key... keys) {
    ByteBuffer buffer = ByteBuffer.allocate(prefix.length + 1 + 16 * keys.length).put(prefix).put((byte) kind);
    for (Key key : keys) {
      buffer.putLong(key.high()).putLong(key.low());
    }
    return buffer.array();
  }

  /** The 16-byte key that stands at this index after the kind letter. */
  Key keyIn(byte[] bytes, int index) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, prefix.length + 1 + 16 * index, 16);
    return new Key(buffer.getLong(), buffer.getLong());
  }

  /** How far this state is, or nothing when it is empty or of another log, schema or generation. */
  Optional<Progress> progress(String belongsTo) {
    byte[] mark = store.get(key('i'));
    byte[] progress = store.get(key('m'));
    boolean ours = mark != null && new String(mark, StandardCharsets.UTF_8).equals(belongsTo);
    return ours && progress != null ? Optional.of(Progress.decode(progress)) : Optional.empty();
  }

  void put(char kind, byte[] value) {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(key(kind), value);
      store.write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be written", e);
    }
  }

  /** An empty batch, the same each time: a dataset has one merger, which writes one after the other. */
  StateBatch batch() {
    return batch.clear();
  }

  /** Writes changes and how far the state is with them, together. */
  void write(StateBatch batch, Progress progress) {
    batch.put(key('m'), progress.encode());
    write(batch);
  }

  /** Writes what says nothing of how far the state is. */
  void write(StateBatch batch) {
    try {
      batch.writeTo(store);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be written", e);
    }
  }

  /** Calls back with all keys and values of this dataset. */
  void scan(StateStore.Visitor visitor) {
    store.scan(prefix, prefix, visitor);
  }

  /**
   * Whether a key holds something about the state itself: whose it is, how far, folded by which schema, what is to be
   * looked at again, and what only helps to find.
   */
  boolean isAboutItself(byte[] key) {
    return key.length == prefix.length + 1 || key[prefix.length] == References.REFERENCE
        || key[prefix.length] == EventState.LEFT;
  }

  boolean isSubject(byte[] key) {
    return key.length > prefix.length && key[prefix.length] == Touched.SUBJECT;
  }

  /** Removes everything of this dataset and notes what the new state belongs to. */
  void clear(String belongsTo, Progress start) {
    try (WriteBatch batch = new WriteBatch()) {
      byte[] end = prefix.clone();
      end[end.length - 1]++;
      batch.deleteRange(prefix, end);
      batch.put(key('i'), belongsTo.getBytes(StandardCharsets.UTF_8));
      batch.put(key('m'), start.encode());
      store.write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be cleared", e);
    }
  }

  /** What a state has to belong to: this log, in this shape; another one is built anew. */
  static String belongsTo(Log.Identity log) {
    return log.id() + "/" + log.generation() + "/" + SHAPE;
  }
}
