package cn.yilu.examples.property;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Delivers the ledgers of all managed dwellings file by file, and later small files with what changed. */
public final class PropertyOffice {
  private final Kept delivered;
  private final Path inbox;
  private final Town town;

  /** Keeps in {@code folder} what was delivered to {@code inbox}. */
  public PropertyOffice(Path folder, Path inbox, Town town) {
    delivered = new Kept(folder.resolve("delivered.properties"));
    this.inbox = inbox;
    this.town = town;
  }

  /** How many rows all ledgers have. */
  public static long rows(Town town) {
    return managed(town).mapToLong(h -> OccupancyRow.of(town, h).count()).sum();
  }

  /** Delivers the files that were not delivered yet. */
  public void deliverLedgers() throws IOException {
    Files.createDirectories(inbox);
    int done = count("ledgers");
    int perFile = Math.max(400, town.population() / 200);
    Iterator<Household> households = managed(town).iterator();
    for (int file = 1; households.hasNext(); file++) {
      List<OccupancyRow> rows = new ArrayList<>();
      while (households.hasNext() && rows.size() < perFile) {
        OccupancyRow.of(town, households.next()).forEach(rows::add);
      }
      if (file > done) {
        kind(file).deliver(inbox, "ledger-%04d".formatted(file), rows);
        delivered.put("ledgers", Integer.toString(file));
      }
    }
  }

  /** Delivers a small file about a few dwellings, as after a round of visits. */
  public void deliverVisits() throws IOException {
    int number = count("visits") + 1;
    SplittableRandom random = new SplittableRandom(town.seed() + number);
    List<OccupancyRow> rows = managed(town).limit(500).skip(random.nextInt(Math.min(400, 1 + town.population() / 8)))
        .limit(3).flatMap(h -> OccupancyRow.of(town, h)).toList();
    if (!rows.isEmpty()) {
      kind(number).deliver(inbox, "visits-%05d".formatted(number), rows);
    }
    delivered.put("visits", Integer.toString(number));
  }

  private static LedgerFile kind(int number) {
    LedgerFile[] kinds = LedgerFile.values();
    return kinds[(number - 1) % kinds.length];
  }

  private int count(String what) {
    return delivered.get(what).map(Integer::parseInt).orElse(0);
  }

  private static java.util.stream.Stream<Household> managed(Town town) {
    return town.households().filter(Household::managed);
  }
}
