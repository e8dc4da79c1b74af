package cn.yilu.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files already taken from a folder in which nothing may be moved. Kept in a file of ours so that they need not be read
 * again after a restart; if it is lost they are read again, and the inbox knows them by their digest.
 */
final class Remembered {
  private final Path memory;
  private final Map<String, Look> taken = new HashMap<>();

  Remembered(Path memory) {
    this.memory = memory;
    try {
      for (String line : Files.exists(memory) ? Files.readAllLines(memory) : List.<String>of()) {
        read(line.split(" ", 3));
      }
    } catch (IOException lost) {
      taken.clear();
    }
  }

  boolean has(String name, Look look) {
    return look.equals(taken.get(name));
  }

  void add(Drops.Found found) {
    taken.put(found.name(), found.look());
    write(List.of(line(found.name(), found.look())), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Forgets files that are no longer there. */
  void keep(Set<String> names) {
    if (taken.keySet().retainAll(names)) {
      write(taken.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue())).toList(),
          StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  private void read(String[] parts) {
    if (parts.length == 3 && parts[0].matches("\\d{1,18}") && parts[1].matches("-?\\d{1,15}")) {
      taken.put(URLDecoder.decode(parts[2], StandardCharsets.UTF_8),
          new Look(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
    }
  }

  private static String line(String name, Look look) {
    return look.size() + " " + look.time().toEpochMilli() + " " + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private void write(List<String> lines, StandardOpenOption... how) {
    try {
      Files.write(memory, lines, how);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
