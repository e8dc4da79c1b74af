package cn.yilu.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program of which one thread dies, of the kind that is asked for, while the others would go on for ever. */
final class Forgetful {
  private Forgetful() {}

  public static void main(String[] args) throws InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler(new MemoryExhausted());
    Thread.ofPlatform().name("one-of-many").start(() -> {
      if (args[0].equals("memory")) {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < 1_000) {
          all.add(new byte[1 << 20]);
        }
      }
      throw new IllegalStateException("370302194305129819");
    }).join();
    if (args[0].equals("memory")) {
      new CountDownLatch(1).await();
    }
  }
}
