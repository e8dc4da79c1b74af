package cn.yilu.examples.facility;

import cn.yilu.examples.town.Dwelling;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/** How a facility is, as the platform writes it: own letters and digits, texts where numbers belong. */
final class StateMessage {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final LocalDate FIRST = LocalDate.of(2012, 3, 1);
  private static final String[] MAKES = {"鲁泰", "齐都", "淄创", "-"};
  /** 1 works, 0 is silent, 2 is broken, 3 is being looked after; nobody has ever told what 7 means. */
  private static final String[] STATES = {"1", "1", "1", "1", "1", "1", "1", "0", "2", "3"};
  private static final int UNKNOWN = 7;

  private StateMessage() {}

  /** One of its states at this time, in milliseconds since 1970. */
  static byte[] of(Facility facility, long time, SplittableRandom random) {
    Map<String, Object> message = new LinkedHashMap<>(lasting(facility));
    int state = random.nextInt(200) == 0 ? UNKNOWN : Integer.parseInt(STATES[random.nextInt(STATES.length)]);
    message.put("st", state);
    message.put("ts", random.nextInt(100) == 0 ? time / 1_000 : time);
    return JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
  }

  /** What does not change; always the same for the same facility. */
  private static Map<String, Object> lasting(Facility facility) {
    SplittableRandom fixed = new SplittableRandom(facility.number().hashCode());
    Dwelling at = facility.where();
    LocalDate installed = FIRST.plusDays(fixed.nextInt(4_000));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("sn", facility.number());
    message.put("cat", facility.kind().name());
    message.put("nm", facility.name());
    message.put("make", MAKES[fixed.nextInt(MAKES.length)]);
    message.put("model", facility.kind() + "-" + 100 * (1 + fixed.nextInt(9)));
    message.put("owner", Map.of("name", "暖心物业服务公司", "code", fixed.nextInt(4) == 0 ? "无" : "91370302MA0000031A"));
    message.put("pos", place(facility, fixed));
    message.put("installed", installed.toString());
    message.put("check", fixed.nextInt(20) == 0 ? "无" : installed.withYear(2025).toString().replace("-", ""));
    message.put("sq", at.community());
    message.put("wg", at.grid());
    return message;
  }

  /** One in ten does not know where it is and says zero. */
  private static Map<String, String> place(Facility facility, SplittableRandom fixed) {
    boolean known = fixed.nextInt(10) > 0;
    return Map.of("text", facility.place(), "lng", known ? "117.%04d".formatted(9_000 + fixed.nextInt(900)) : "0.0",
        "lat", known ? "36.%04d".formatted(6_000 + fixed.nextInt(900)) : "0.0");
  }
}
