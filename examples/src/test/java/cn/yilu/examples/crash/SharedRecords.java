package cn.yilu.examples.crash;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import cn.yilu.catalogue.record.SharedRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the log of a service that does not run says in the end. */
final class SharedRecords {
  private static final List<String> DATASETS = List.of("resident", "household-registration", "dwelling");

  private SharedRecords() {}

  /** Current records by dataset and key: fields and who said so, without sequence and recorded time. */
  static Map<String, String> of(Path data) {
    Map<String, String> records = new TreeMap<>();
    try (EmbeddedServer server = EmbeddedServer
        .start(EmbeddedSettings.in(data.resolve("postgres"), data.resolve("secrets"), "yilu", "yilu"));
        var pool = server.address().pool(4);
        PostgresLog log = new PostgresLog(pool)) {
      for (String dataset : DATASETS) {
        long after = 0;
        for (List<Block> blocks = log.read("records/" + dataset, after, 10_000); !blocks.isEmpty();) {
          blocks.forEach(block -> block.entries().forEach(entry -> take(records, dataset, entry)));
          after = blocks.getLast().last();
          blocks = log.read("records/" + dataset, after, 10_000);
        }
      }
    }
    return records;
  }

  private static void take(Map<String, String> records, String dataset, Entry entry) {
    String key = dataset + "/" + entry.key();
    if (entry.kind() == Entry.Kind.DELETE) {
      records.remove(key);
    } else {
      SharedRecord record = SharedRecord.decode(entry.payload());
      records.put(key, record.claims() + " " + record.sayings() + " " + Arrays.toString(record.saidBy()) + " "
          + entry.area() + " " + HexFormat.of().formatHex(record.values()));
    }
  }
}
