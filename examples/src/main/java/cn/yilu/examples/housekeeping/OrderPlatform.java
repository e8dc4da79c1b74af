package cn.yilu.examples.housekeeping;

import cn.yilu.examples.process.Api;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes orders as NDJSON, each again with every step it takes. A body that was not answered is sent again as it was and
 * under the same name. Where to send to and with which token stands in a file that appears once somebody has let it in.
 */
public final class OrderPlatform {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAST = 240;
  private static final int CUSTOMERS = 300;
  /** An order was taken so long before it is told of, so that nothing it says lies ahead. */
  private static final Duration BEFORE = Duration.ofHours(6);
  private final Kept sent;
  private final Kept door;
  private final Town town;
  private final List<Order.Customer> customers;
  private final Clock clock;
  private Optional<Body> pending = Optional.empty();

  /** What is sent at once, by which name, and how far it goes. */
  private record Body(String name, String lines, int end) {}

  /**
   * A platform that goes on where it was.
   *
   * @param folder where it keeps how far it is
   * @param door file with {@code base}, {@code path} and {@code token}
   */
  public OrderPlatform(Path folder, Path door, Town town, Clock clock) {
    this.sent = new Kept(folder.resolve("sent.properties"));
    this.door = new Kept(door);
    this.town = town;
    this.clock = clock;
    this.customers = town.households().flatMap(household -> household.residents().stream()
        .filter(resident -> resident.age() >= 18 && resident.number() % 7 == 1)
        .map(resident -> new Order.Customer(household, resident))).limit(CUSTOMERS).toList();
  }

  /** Sends the past at first, then one step of one order. */
  public void send() throws InterruptedException {
    Optional<String> base = door.get("base");
    if (base.isEmpty()) {
      return;
    }
    Body body = pending.orElseGet(this::next);
    pending = Optional.of(body);
    new Api(base.get()).push(door.get("path").orElseThrow(), door.get("token").orElseThrow(), body.name(), body.lines())
        .good("push of orders");
    sent.put("done", Integer.toString(body.end()));
    pending = Optional.empty();
  }

  private Body next() {
    int done = sent.get("done").map(Integer::parseInt).orElse(0);
    int end = Math.max(PAST, done + 1);
    if (sent.get("began").isEmpty()) {
      sent.put("began", clock.instant().toString());
    }
    Instant began = Instant.parse(sent.get("began").orElseThrow());
    String lines = IntStream.range(done, end).mapToObj(report -> JSON.writeValueAsString(order(report, began)
        .written(report < PAST ? time(report, began) : clock.instant()))).collect(Collectors.joining("\n", "", "\n"));
    return new Body(UUID.randomUUID().toString(), lines, end);
  }

  /** Report number n is step n mod 4 of its order. */
  private Order order(int report, Instant began) {
    int steps = Order.STEPS.size();
    int number = report / steps;
    return new Order(town, number, Order.STEPS.get(report % steps), customers.get(number % customers.size()),
        time(number * steps, began).minus(BEFORE));
  }

  /** The past has a report an hour, up to when the platform began to send. */
  private static Instant time(int report, Instant began) {
    return began.minus(Duration.ofHours(Math.max(0, PAST - report)));
  }
}
