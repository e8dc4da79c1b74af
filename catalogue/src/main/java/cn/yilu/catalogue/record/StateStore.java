package cn.yilu.catalogue.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

/** The RocksDB behind the merge: keys and values as bytes, writes in batches through its write-ahead log. */
final class StateStore implements AutoCloseable {
  private static final int LEVELS = 7;

  private final Options options;
  private final WriteOptions writing = new WriteOptions();
  private final RocksDB db;

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

  byte @Nullable [] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be read", e);
    }
  }

  /** Values in the order of the keys, null where there is none. */
  List<byte @Nullable []> get(List<byte[]> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    try {
      return new ArrayList<>(db.multiGetAsList(keys));
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be read", e);
    }
  }

  void write(WriteBatch batch) {
    try {
      db.write(writing, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be written", e);
    }
  }

  /** Calls back with key and value of everything that begins with the prefix, in key order, until it answers false. */
  void scan(byte[] prefix, byte[] from, Visitor visitor) {
    try (ReadOptions reading = new ReadOptions(); RocksIterator at = db.newIterator(reading)) {
      visit(at, prefix, from, visitor);
    }
  }

  private static void visit(RocksIterator at, byte[] prefix, byte[] from, Visitor visitor) {
    try {
      for (at.seek(from); at.isValid() && startsWith(at.key(), prefix); at.next()) {
        if (!visitor.visit(at.key(), at.value())) {
          return;
        }
      }
      at.status();
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be read", e);
    }
  }

  /** As {@link #get(byte[])}, with what a batch has changed already. */
  byte @Nullable [] get(WriteBatchWithIndex batch, byte[] key) {
    try (ReadOptions reading = new ReadOptions()) {
      return batch.getFromBatchAndDB(db, reading, key);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be read", e);
    }
  }

  /** As {@link #scan(byte[], byte[], Visitor)}, with what a batch has changed already. */
  void scan(WriteBatchWithIndex batch, byte[] prefix, Visitor visitor) {
    try (ReadOptions reading = new ReadOptions();
        RocksIterator at = batch.newIteratorWithBase(db.newIterator(reading))) {
      visit(at, prefix, prefix, visitor);
    }
  }

  void write(WriteBatchWithIndex batch) {
    try {
      db.write(writing, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("records cannot be written", e);
    }
  }

  /** Sees one key and value; false ends the scan. */
  interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void close() {
    db.close();
    writing.close();
    options.close();
  }
}
