package cn.yilu.examples.elder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * The devices of the elders: each tick one of them measures and publishes at least once (QoS 1). A device may lose its
 * net for a while and then sends all at once; one in forty has a clock that is hours ahead, one in forty a day behind.
 */
final class Devices implements AutoCloseable {
  private static final int MOST_KEPT = 10_000;
  /** Every so many ticks the net has been away for all of them, and so many readings come within a second. */
  private static final int TICKS_BETWEEN_BURSTS = 150;
  private final List<String> devices;
  private final int burst;
  private final Publisher publisher;
  private final Duration tick;
  private final Clock clock;
  private final SplittableRandom random;
  private final Map<String, Absence> offline = new HashMap<>();
  private final Queue<Reading> waiting = new ArrayDeque<>();
  private final Thread thread;
  private long sequence;
  private long ticks;

  /** @param burst how many readings come at once when the net has been away for all of them */
  Devices(List<String> devices, int burst, Publisher publisher, Duration tick, Clock clock, long seed) {
    this.devices = List.copyOf(devices);
    this.burst = burst;
    this.publisher = publisher;
    this.tick = tick;
    this.clock = clock;
    random = new SplittableRandom(seed);
    sequence = clock.millis() / 1000;
    thread = Thread.ofVirtual().name("devices").unstarted(this::run);
  }

  /** Until when a device has no net, and what it measured meanwhile. */
  private record Absence(Instant until, List<Reading> held) {}

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        measure();
        send();
        Thread.sleep(tick);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure() {
    Instant now = clock.instant();
    backOnline(now);
    if (++ticks % TICKS_BETWEEN_BURSTS == 0) {
      burst(now);
    }
    String device = devices.get(random.nextInt(devices.size()));
    Reading reading = Reading.draw(device, clockOf(device, now), sequence++, random);
    Absence absence = offline.get(device);
    if (absence != null) {
      absence.held().add(reading);
    } else {
      waiting.add(reading);
      if (random.nextInt(150) == 0) {
        offline.put(device, new Absence(now.plusSeconds(20 + random.nextInt(60)), new ArrayList<>()));
      }
    }
    while (waiting.size() > MOST_KEPT) {
      waiting.remove();
    }
  }

  private void burst(Instant now) {
    for (int i = burst; i > 0; i--) {
      String device = devices.get(random.nextInt(devices.size()));
      waiting.add(Reading.draw(device, clockOf(device, now.minusMillis(i * 50L)), sequence++, random));
    }
  }

  /** A device that is back sends what it measured meanwhile, one reading a second, in one burst. */
  private void backOnline(Instant now) {
    offline.entrySet().removeIf(entry -> {
      boolean back = entry.getValue().until().isBefore(now);
      if (back) {
        String device = entry.getKey();
        for (int i = 20; i > 0; i--) {
          waiting.add(Reading.draw(device, clockOf(device, now.minusSeconds(i)), sequence++, random));
        }
        waiting.addAll(entry.getValue().held());
      }
      return back;
    });
  }

  private static Instant clockOf(String device, Instant now) {
    return switch (Integer.parseInt(device.substring(1)) % 40) {
      case 7 -> now.plus(Duration.ofHours(3));
      case 8 -> now.minus(Duration.ofDays(1));
      default -> now;
    };
  }

  private void send() throws InterruptedException {
    while (!waiting.isEmpty() && publisher.publish(waiting.element())) {
      waiting.remove();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publisher.close();
  }
}
