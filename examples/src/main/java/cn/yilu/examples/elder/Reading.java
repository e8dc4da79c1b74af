package cn.yilu.examples.elder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** One message of a device, which knows itself but not who wears it. */
record Reading(String device, Instant at, String type, String value, String unit, long sequence) {

  /** A plausible reading; one in two hundred is a call for help or a fall. */
  static Reading draw(String device, Instant at, long sequence, RandomGenerator random) {
    int draw = random.nextInt(200);
    if (draw == 0) {
      return new Reading(device, at, random.nextBoolean() ? "SOS" : "FALL", "1", "", sequence);
    }
    return switch (draw % 4) {
      case 0 -> new Reading(device, at, "HR", Integer.toString(58 + random.nextInt(40)), "bpm", sequence);
      case 1 -> new Reading(device, at, "BR", Integer.toString(11 + random.nextInt(10)), "bpm", sequence);
      case 2 -> new Reading(device, at, "SPO2", Integer.toString(92 + random.nextInt(8)), "%", sequence);
      default -> new Reading(device, at, "BED", Integer.toString(random.nextInt(3)), "", sequence);
    };
  }

  String topic() {
    return "elder/" + device + "/reading";
  }

  byte[] json() {
    return String
        .format(Locale.ROOT, "{\"deviceId\":\"%s\",\"ts\":%d,\"type\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"seq\":%d}",
            device, at.toEpochMilli(), type, value, unit, sequence)
        .getBytes(StandardCharsets.UTF_8);
  }
}
