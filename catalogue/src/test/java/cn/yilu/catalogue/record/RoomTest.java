package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RoomTest {

  @ParameterizedTest
  @CsvSource({"64, 1", "256, 1", "512, 4", "1024, 9", "65536, 64"})
  void aHeapHasRoomForSoManyMergesAtOnceAndAlwaysForOne(long mebibytes, int places) {
    assertThat(Room.within(mebibytes << 20).free()).isEqualTo(places);
  }

  @Test
  void asManyAreInsideAsThereArePlacesAndNoMore() throws Exception {
    Room room = new Room(3);
    CyclicBarrier three = new CyclicBarrier(3);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callable<Integer> work = () -> room.in(() -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      meet(three);
      return inside.decrementAndGet();
    });

    try (var threads = Executors.newFixedThreadPool(12)) {
      for (Future<Integer> done : threads.invokeAll(Stream.generate(() -> work).limit(300).toList())) {
        done.get();
      }
    }

    assertThat(most.get()).isEqualTo(3);
    assertThat(room.free()).isEqualTo(3);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoFailsLeavesTheRoom() {
    Room room = new Room(1);

    assertThatThrownBy(() -> room.in(() -> {
      throw new IllegalStateException("no");
    })).hasMessage("no");

    assertThat(room.free()).isEqualTo(1);
  }
}
