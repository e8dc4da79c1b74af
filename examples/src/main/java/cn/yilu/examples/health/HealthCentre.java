package cn.yilu.examples.health;

import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sends the health files of the town over several lines, each with its own queue: a resident's messages are always on
 * one line and in order. When all is told, a new reading follows every few seconds.
 */
public final class HealthCentre implements AutoCloseable {
  private static final int LINES = 4;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private final List<Thread> lines = new ArrayList<>();
  private final Path folder;
  private final Town town;
  private final InetSocketAddress address;
  private final Duration every;
  private final Clock clock;
  private final Consumer<String> notes;

  /** Sends to this address; {@code every} is the time between new readings. */
  public HealthCentre(Path folder, Town town, InetSocketAddress address, Duration every, Clock clock,
      Consumer<String> notes) {
    this.folder = folder;
    this.town = town;
    this.address = address;
    this.every = every;
    this.clock = clock;
    this.notes = notes;
  }

  /** How many messages tell the whole past of the town. */
  public static long messages(Town town) {
    return charts(town).mapToLong(chart -> chart.history().size()).sum();
  }

  /** Starts sending, from where an earlier life left off. */
  public void start() {
    for (int line = 0; line < LINES; line++) {
      int number = line;
      lines.add(Thread.ofVirtual().name("health line " + line).start(() -> run(number)));
    }
  }

  private void run(int line) {
    try (Outbox outbox = new Outbox(folder.resolve("outbox-" + line));
        Sender sender = new Sender(address, notes, Thread::sleep)) {
      long told = tellPast(line, outbox, sender);
      if (line == 0) {
        tellNews(outbox, sender, told);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the outbox of line " + line + " cannot be kept", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      notes.accept(e.getMessage());
    }
  }

  /** Sends what the outbox has not yet sent; gives the length of this line's past. */
  private long tellPast(int line, Outbox outbox, Sender sender) throws IOException, InterruptedException {
    long number = 0;
    Iterator<Message> past = town.households().filter(h -> h.residents().getFirst().number() % LINES == line)
        .flatMap(h -> charts(town, h)).flatMap(c -> c.history().stream()).iterator();
    while (past.hasNext()) {
      Message message = past.next();
      if (number++ >= outbox.position()) {
        sender.deliver(message);
        outbox.advance();
      }
    }
    return number;
  }

  /** News number n is always about the same person, so a message sent twice after a crash is still the same one. */
  private void tellNews(Outbox outbox, Sender sender, long past) throws IOException, InterruptedException {
    List<Chart> patients = charts(town).limit(1_000).skip(1).toList();
    while (!patients.isEmpty()) {
      Thread.sleep(every);
      long news = outbox.position() - past;
      SplittableRandom random = new SplittableRandom(town.seed() + news);
      int systolic = 100 + random.nextInt(70);
      double glucose = Math.round((4 + random.nextDouble() * 6) * 10) / 10.0;
      sender.deliver(patients.get(random.nextInt(patients.size())).reading("N" + news,
          LocalDateTime.now(clock.withZone(ZONE)).withNano(0), systolic, systolic - 45, glucose));
      outbox.advance();
    }
  }

  private static Stream<Chart> charts(Town town) {
    return town.households().flatMap(h -> charts(town, h));
  }

  private static Stream<Chart> charts(Town town, Household household) {
    return household.residents().stream().filter(HealthCentre::hasFile).map(r -> new Chart(town, household, r));
  }

  private static boolean hasFile(Resident resident) {
    return resident.health().isPresent();
  }

  /** Ends sending; what was not acknowledged is sent by the next life. */
  @Override
  public void close() {
    lines.forEach(Thread::interrupt);
    for (Thread line : lines) {
      try {
        line.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
