package cn.yilu.examples.grid;

import cn.yilu.examples.process.Api;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Sends what grid workers report: each event comes several times, with the next step it has taken. Where to send to and
 * with which token stands in a file that appears once somebody has let the app in; until then nothing is sent.
 */
public final class GridApp {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String[] CHANNELS = {"街面", "网格巡查", "12345", "随手拍"};
  private static final String[] CATEGORIES = {"邻里纠纷", "消防隐患", "占道经营", "井盖", "漏水", "无人认领的物品"};
  private static final String[] STEPS = {"上报", "派单", "处理中", "已处置", "结案"};
  private static final int PAST = 200;
  private final Kept sent;
  private final Kept door;
  private final List<String> communities;
  private final Clock clock;

  /**
   * An app that goes on where it was.
   *
   * @param folder where it keeps how far it is
   * @param door file with {@code base}, {@code path} and {@code token}
   */
  public GridApp(Path folder, Path door, Town town, Clock clock) {
    this.sent = new Kept(folder.resolve("sent.properties"));
    this.door = new Kept(door);
    this.communities = town.communities().toList();
    this.clock = clock;
  }

  /** Sends the past at first, then one report; what is not taken is sent again in the next round. */
  public void report() throws InterruptedException {
    Optional<String> base = door.get("base");
    if (base.isEmpty()) {
      return;
    }
    int done = sent.get("done").map(Integer::parseInt).orElse(0);
    List<Map<String, String>> events = new ArrayList<>();
    int end = Math.max(PAST, done + 1);
    LocalDateTime now = LocalDateTime.now(clock.withZone(ZONE));
    for (int report = done; report < end; report++) {
      events.add(event(report, now.minusMinutes(end - 1L - report)));
    }
    new Api(base.get()).post(door.get("path").orElseThrow(), door.get("token").orElseThrow(), Map.of("events", events))
        .good("push of events");
    sent.put("done", Integer.toString(done + events.size()));
  }

  /** Report number n is step n mod 5 of its event. */
  private Map<String, String> event(int report, LocalDateTime at) {
    int number = report / STEPS.length;
    SplittableRandom random = new SplittableRandom(number);
    Map<String, String> event = new LinkedHashMap<>();
    event.put("no", "S%06d".formatted(number));
    event.put("channel", CHANNELS[random.nextInt(CHANNELS.length)]);
    event.put("type", CATEGORIES[random.nextInt(CATEGORIES.length)]);
    event.put("community", communities.get(random.nextInt(communities.size())));
    event.put("step", STEPS[report % STEPS.length]);
    event.put("time", at.format(TIME));
    return event;
  }
}
