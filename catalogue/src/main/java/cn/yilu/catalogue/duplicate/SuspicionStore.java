package cn.yilu.catalogue.duplicate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Keys and values on disk. Most buckets asked for do not exist yet: filters on their keys' beginning say so quickly. */
final class SuspicionStore implements AutoCloseable {
  /** Length of what the keys of one bucket begin with. */
  static final int BUCKET = 18;

  private final Options options;
  private final WriteOptions writing = new WriteOptions();
  private final ReadOptions inOrder = new ReadOptions().setTotalOrderSeek(true);
  private final ReadOptions inBucket = new ReadOptions().setPrefixSameAsStart(true);
  private final RocksDB db;

  private SuspicionStore(Options options, RocksDB db) {
    this.options = options;
    this.db = db;
  }

  /** Opens the store in this folder, making it when absent. */
  static SuspicionStore open(Path folder) {
    RocksDB.loadLibrary();
    Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(16 << 20).setMaxWriteBufferNumber(2)
        .setMaxBackgroundJobs(1).useFixedLengthPrefixExtractor(BUCKET).setMemtablePrefixBloomSizeRatio(0.1)
        .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter(10))
            .setBlockCache(new LRUCache(16 << 20)).setCacheIndexAndFilterBlocks(true));
    try {
      Files.createDirectories(folder);
      return new SuspicionStore(options, RocksDB.open(options, folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RocksDBException e) {
      throw new IllegalStateException("suspicions cannot be opened", e);
    }
  }

  byte @Nullable [] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw new IllegalStateException("suspicions cannot be read", e);
    }
  }

  /** Values in the order of the keys, null where there is none. */
  List<byte @Nullable []> get(List<byte[]> keys) {
    try {
      return keys.isEmpty() ? List.of() : new ArrayList<>(db.multiGetAsList(keys));
    } catch (RocksDBException e) {
      throw new IllegalStateException("suspicions cannot be read", e);
    }
  }

  /** Calls back with everything whose key begins with this, in key order, until it answers false. */
  void scan(byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
    try (RocksIterator at = db.newIterator(inOrder)) {
      visit(at, prefix, from, visitor);
    }
  }

  /** One look at many buckets, which must be asked for in the order of their keys. */
  Buckets buckets() {
    return new Buckets(db.newIterator(inBucket));
  }

  /** Members of buckets, in key order. */
  record Buckets(RocksIterator at) implements AutoCloseable {

    void scan(byte[] bucket, BiPredicate<byte[], byte[]> visitor) {
      visit(at, bucket, bucket, visitor);
    }

    @Override
    public void close() {
      at.close();
    }
  }

  private static void visit(RocksIterator at, byte[] prefix, byte[] from, BiPredicate<byte[], byte[]> visitor) {
    try {
      for (at.seek(from); at.isValid() && startsWith(at.key(), prefix); at.next()) {
        if (!visitor.test(at.key(), at.value())) {
          return;
        }
      }
      at.status();
    } catch (RocksDBException e) {
      throw new IllegalStateException("suspicions cannot be read", e);
    }
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  void write(WriteBatch batch) {
    try {
      db.write(writing, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("suspicions cannot be written", e);
    }
  }

  @Override
  public void close() {
    db.close();
    inOrder.close();
    inBucket.close();
    writing.close();
    options.close();
  }
}
