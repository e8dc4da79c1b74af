package cn.yilu.catalogue.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/**
 * The RocksDB behind the merge: keys and values as bytes, writes in batches through its write-ahead log. Whoever comes
 * once it is being closed is refused with an {@link IllegalStateException}; the library itself would end the process.
 */
final class StateStore implements AutoCloseable {
  private static final int LEVELS = 7;

  private final Options options;
  private final WriteOptions writing = new WriteOptions();
  private final RocksDB db;
  private final ReadWriteLock door = new ReentrantReadWriteLock();
  private volatile boolean closed;

  private StateStore(Options options, RocksDB db) {
    this.options = options;
    this.db = db;
  }

  /** Opens the store in this folder, making it when absent. One process at a time. */
  static StateStore open(Path folder) {
    RocksDB.loadLibrary();
    Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(64 << 20).setMaxWriteBufferNumber(3)
        .setMaxBackgroundJobs(2)
        // What was just written is written again soon: pressing it, or sorting it in at once, is work for nothing.
        .setCompressionPerLevel(compression()).setLevel0FileNumCompactionTrigger(8)
        // Most keys of a first delivery are new: a filter before the write buffer says so without a search in it.
        .setMemtablePrefixBloomSizeRatio(0.02).setMemtableWholeKeyFiltering(true)
        .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter(10))
            .setBlockCache(new LRUCache(64 << 20)).setCacheIndexAndFilterBlocks(true));
    try {
      Files.createDirectories(folder);
      return new StateStore(options, RocksDB.open(options, folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records in " + folder.getFileName() + " cannot be opened", e);
    }
  }

  private static List<CompressionType> compression() {
    List<CompressionType> levels = new ArrayList<>(Collections.nCopies(LEVELS, CompressionType.LZ4_COMPRESSION));
    levels.set(0, CompressionType.NO_COMPRESSION);
    levels.set(1, CompressionType.NO_COMPRESSION);
    return levels;
  }

  private interface Use<T extends @Nullable Object> {
    T of(RocksDB db) throws RocksDBException;
  }

  private <T extends @Nullable Object> T use(String what, Use<T> use) {
    door.readLock().lock();
    try {
      requireOpen();
      return use.of(db);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be " + what, e);
    } finally {
      door.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("records are closed");
    }
  }

  byte @Nullable [] get(byte[] key) {
    return use("read", it -> it.get(key));
  }

  /** Values in the order of the keys, null where there is none. */
  List<byte @Nullable []> get(List<byte[]> keys) {
    return keys.isEmpty() ? List.of() : use("read", it -> new ArrayList<byte @Nullable []>(it.multiGetAsList(keys)));
  }

  void write(WriteBatch batch) {
    use("written", it -> {
      it.write(writing, batch);
      return null;
    });
  }

  /** Calls back with key and value of everything that begins with the prefix, in key order, until it answers false. */
  void scan(byte[] prefix, byte[] from, Visitor visitor) {
    use("read", it -> {
      try (ReadOptions reading = new ReadOptions(); RocksIterator at = it.newIterator(reading)) {
        visit(at, prefix, from, visitor);
      }
      return null;
    });
  }

  private void visit(RocksIterator at, byte[] prefix, byte[] from, Visitor visitor) throws RocksDBException {
    for (at.seek(from); at.isValid() && startsWith(at.key(), prefix); at.next()) {
      requireOpen();
      if (!visitor.visit(at.key(), at.value())) {
        return;
      }
    }
    at.status();
  }

  /** As {@link #get(byte[])}, with what a batch has changed already. */
  byte @Nullable [] get(WriteBatchWithIndex batch, byte[] key) {
    return use("read", it -> {
      try (ReadOptions reading = new ReadOptions()) {
        return batch.getFromBatchAndDB(it, reading, key);
      }
    });
  }

  /** As {@link #scan(byte[], byte[], Visitor)}, with what a batch has changed already. */
  void scan(WriteBatchWithIndex batch, byte[] prefix, Visitor visitor) {
    use("read", it -> {
      try (ReadOptions reading = new ReadOptions();
          RocksIterator at = batch.newIteratorWithBase(it.newIterator(reading))) {
        visit(at, prefix, prefix, visitor);
      }
      return null;
    });
  }

  void write(WriteBatchWithIndex batch) {
    use("written", it -> {
      it.write(writing, batch);
      return null;
    });
  }

  /** Sees one key and value; false ends the scan. */
  interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void close() {
    closed = true;
    door.writeLock().lock();
    try {
      db.close();
      writing.close();
      options.close();
    } finally {
      door.writeLock().unlock();
    }
  }
}
