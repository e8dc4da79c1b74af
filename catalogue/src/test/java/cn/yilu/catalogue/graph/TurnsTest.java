package cn.yilu.catalogue.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(1);

  @AfterEach
  void close() {
    turns.close();
  }

  @Test
  void whoeverAsksTheWorkIsDoneByAThreadThatKeepsNoCoreFromOthers() throws Exception {
    CompletableFuture<Boolean> virtual = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> virtual.complete(turns.take(() -> Thread.currentThread().isVirtual()))).join();

    assertThat(virtual.join()).isFalse();
  }

  @Test
  void aProblemOfTheWorkIsTheCallers() {
    Problem problem = new Problem(422, "query-too-long", "太长", "too long");

    assertThatThrownBy(() -> turns.take(() -> {
      throw problem;
    })).isSameAs(problem);
    assertThat(turns.take(() -> "the turn is free again")).isNotEmpty();
  }

  @Test
  void whoFindsNoTurnIsToldToComeAgain() {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> turns.take(() -> {
      begun.countDown();
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return 1;
    }));
    assertThat(begun).satisfies(CountDownLatch::await);

    assertThatThrownBy(() -> turns.take(() -> 2))
        .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.retryAfter()).isPositive());
    done.countDown();
    assertThat(first.join()).isEqualTo(1);
  }
}
