package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class StateBatchTest {
  private final StateBatch batch = new StateBatch();

  @TempDir
  private Path folder;

  @Test
  void valuesOfEveryLengthAreReadAsTheyWereWritten() throws RocksDBException {
    try (StateStore store = StateStore.open(folder)) {
      Random random = new Random(1);
      byte[][] values = random.ints(300, 0, 70_000).mapToObj(byte[]::new).toArray(byte[][]::new);

      for (int i = 0; i < values.length; i++) {
        random.nextBytes(values[i]);
        batch.put(key(i), values[i]);
      }
      batch.writeTo(store);

      for (int i = 0; i < values.length; i++) {
        assertThat(store.get(key(i))).isEqualTo(values[i]);
      }
    }
  }

  @Test
  void aDeletedKeyIsGoneAndAClearedBatchWritesNothingOfBefore() throws RocksDBException {
    try (StateStore store = StateStore.open(folder)) {
      batch.put(key(1), new byte[]{1});
      batch.put(key(2), new byte[]{2});
      batch.writeTo(store);

      batch.clear().delete(key(1));
      batch.writeTo(store);

      assertThat(store.get(key(1))).isNull();
      assertThat(store.get(key(2))).containsExactly(2);
    }
  }

  private static byte[] key(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
