package cn.yilu.examples.elder;

import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The centre's list of elders. What changes is noted in a file, so that a restart knows it. */
final class ElderList {
  private final Path changes;
  private final List<Elder> elders;

  ElderList(Town town, Path folder) throws IOException {
    changes = Files.createDirectories(folder).resolve("changes.tsv");
    elders = new ArrayList<>(town.households().flatMap(h -> h.residents().stream()
        .filter(r -> r.elder().isPresent()).map(r -> Elder.of(town, h, r))).toList());
    if (Files.exists(changes)) {
      Files.readAllLines(changes).forEach(this::redo);
    }
  }

  synchronized int size() {
    return elders.size();
  }

  /** Elders changed at this time or later; those the centre has twice come twice. */
  synchronized List<Elder> since(LocalDateTime time) {
    return elders.stream().filter(e -> !e.updated().isBefore(time)).toList();
  }

  /** How many entries a list of all elders has. */
  synchronized long entries() {
    return elders.stream().mapToLong(e -> e.flaws().contains(Flaw.TWICE) ? 2 : 1).sum();
  }

  synchronized List<String> devices() {
    return elders.stream().flatMap(e -> e.care().device().stream()).toList();
  }

  /** Somebody gets a device that lay ready, or is assessed anew; never 王桂兰. */
  synchronized void change(RandomGenerator random, LocalDateTime now) throws IOException {
    if (elders.size() < 2) {
      return;
    }
    int who = 1 + random.nextInt(elders.size() - 1);
    Elder elder = elders.get(who);
    boolean ready = elder.care().device().isPresent() && elder.wornFrom().isEmpty();
    String line = who + "\t" + (ready ? "wears" : Integer.toString(random.nextInt(5))) + "\t" + now;
    Files.writeString(changes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    redo(line);
  }

  private void redo(String line) {
    String[] parts = line.split("\t");
    if (parts.length == 3) {
      int who = Integer.parseInt(parts[0]);
      LocalDateTime at = LocalDateTime.parse(parts[2]);
      Elder elder = elders.get(who);
      elders.set(who, parts[1].equals("wears") ? elder.wearing(at) : elder.assessed(Integer.parseInt(parts[1]), at));
    }
  }
}
