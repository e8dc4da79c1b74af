package cn.yilu.catalogue.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GrantCacheTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void theStoreIsAskedAtMostOnceASecond() {
    GrantCache cache = new GrantCache(this::one, nanos::get);

    cache.now();
    pass(Duration.ofSeconds(1));
    cache.now();
    assertThat(asked).hasValue(1);
    pass(Duration.ofMillis(1));
    cache.now();

    assertThat(asked).hasValue(2);
  }

  @Test
  void nothingIsKnownOnceTheStoreHasFailedForASecond() {
    GrantCache cache = new GrantCache(() -> {
      if (asked.incrementAndGet() > 1) {
        throw new IllegalStateException("database is gone");
      }
      return List.of();
    }, nanos::get);

    assertThat(cache.now()).isPresent();
    pass(Duration.ofMillis(1001));

    assertThat(cache.now()).isEmpty();
  }

  @Test
  void aStoreThatHangsDeniesWithinASecondAndIsNotAskedAgainMeanwhile() {
    CountDownLatch answers = new CountDownLatch(1);
    GrantCache cache = new GrantCache(() -> {
      asked.incrementAndGet();
      awaitUninterrupted(answers);
      return List.of();
    }, nanos::get);

    assertThat(cache.now()).isEmpty();
    assertThat(cache.now()).isEmpty();
    assertThat(asked).hasValue(1);
    answers.countDown();
  }

  @Test
  void whatWasForgottenIsAskedAnew() {
    GrantCache cache = new GrantCache(this::one, nanos::get);
    cache.now();

    cache.forget();
    cache.now();

    assertThat(asked).hasValue(2);
  }

  private List<Grant> one() {
    asked.incrementAndGet();
    LocalDate day = LocalDate.of(2026, 1, 1);
    return List.of(new Grant("g-1", 1, "clinic", "resident", Map.of("name", "default"), "", "purpose", "basis", day,
        day, false));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
