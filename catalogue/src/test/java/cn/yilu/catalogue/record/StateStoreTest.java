package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class StateStoreTest {
  @TempDir
  Path folder;

  @Test
  void whoComesAfterTheEndIsRefusedAndWhatWasWrittenIsThereAgain() throws RocksDBException {
    StateStore store = filled();
    store.close();

    assertThatThrownBy(() -> store.get(key(1))).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.get(List.of(key(1)))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.scan(new byte[0], new byte[0], (k, v) -> true))
        .isInstanceOf(IllegalStateException.class);
    try (StateStore again = StateStore.open(folder)) {
      assertThat(again.get(key(2))).isEqualTo(key(2));
    }
  }

  @Test
  void aScanThatIsUnderWayEndsBeforeTheStoreDoes() throws Exception {
    StateStore store = filled();
    CountDownLatch scanning = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Void> scan = CompletableFuture
        .runAsync(() -> store.scan(new byte[0], new byte[0], (key, value) -> {
          scanning.countDown();
          return waited(goOn);
        }));
    scanning.await();

    CompletableFuture<Void> close = CompletableFuture.runAsync(store::close);
    goOn.countDown();

    close.get(30, TimeUnit.SECONDS);
    assertThat(scan).isDone();
  }

  private StateStore filled() throws RocksDBException {
    StateStore store = StateStore.open(folder);
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(key(1), key(1));
      batch.put(key(2), key(2));
      store.write(batch);
    }
    return store;
  }

  private static byte[] key(int number) {
    return new byte[]{(byte) number};
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
