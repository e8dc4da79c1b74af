package cn.yilu.examples.demo;

import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the demo was asked to do.
 *
 * @param data the service's data directory, with a folder {@code demo} of ours in it
 * @param port of the service
 */
public record Launch(Path data, int port, Town town) {
  private static final int RESIDENTS = 2_000;

  /** From environment and command line. */
  public static Launch of(Map<String, String> environment, String... arguments) {
    long seed = 1;
    int residents = RESIDENTS;
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      switch (parts[0]) {
        case "--residents" -> residents = Math.toIntExact(number(argument, parts));
        case "--seed" -> seed = number(argument, parts);
        default -> throw new IllegalArgumentException(
            "不认识的参数 / unknown option " + argument + "; known: --residents=2000 --seed=1");
      }
    }
    Path data = Path.of(environment.getOrDefault("YILU_DATA", "./data")).toAbsolutePath().normalize();
    return new Launch(data, Integer.parseInt(environment.getOrDefault("YILU_PORT", "8080")), new Town(seed, residents));
  }

  private static long number(String argument, String[] parts) {
    try {
      return Long.parseLong(parts.length == 2 ? parts[1] : "");
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("参数需要数字 / a number is missing in " + argument, e);
    }
  }

  /** The folder of the launcher and the systems. */
  Path home() {
    return data.resolve("demo");
  }

  /** Where the service answers. */
  String base() {
    return "http://127.0.0.1:" + port;
  }
}
