package cn.yilu.examples.systems;

import cn.yilu.examples.town.Town;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the systems are told when they start.
 *
 * @param folder where they keep what is theirs
 * @param mllp where the health centre sends to
 * @param inbox where the property companies put files
 */
public record Settings(Path folder, Town town, InetSocketAddress mllp, Path inbox) {

  /** As arguments of a command line. */
  public List<String> arguments() {
    return List.of("--folder=" + folder, "--seed=" + town.seed(), "--residents=" + town.population(), "--mllp=" + mllp
        .getPort(), "--inbox=" + inbox);
  }

  static Settings of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      given.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new Settings(Path.of(wanted(given, "--folder")).toAbsolutePath().normalize(),
        new Town(Long.parseLong(wanted(given, "--seed")), Integer.parseInt(wanted(given, "--residents"))),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(wanted(given, "--mllp"))),
        Path.of(wanted(given, "--inbox")));
  }

  private static String wanted(Map<String, String> given, String name) {
    return Optional.ofNullable(given.get(name))
        .orElseThrow(() -> new IllegalArgumentException("argument " + name + "=… is missing"));
  }

  /** Where a company keeps its old workbooks, behind a server of its own. */
  Path workbooks() {
    return folder.resolve("property").resolve("workbooks");
  }

  /** Where a police station puts its file. */
  Path station() {
    return inbox.resolveSibling("registry");
  }

  /** Where the grid centre puts its list. */
  Path gridLists() {
    return inbox.resolveSibling("grids");
  }

  /** The file that tells the system of this name where to send to, once it is let in. */
  public Path door(String system) {
    return folder.resolve(system).resolve("door.properties");
  }

  /** The file that says where the systems can be reached, once they can. */
  public Path reachable() {
    return folder.resolve("systems.properties");
  }
}
