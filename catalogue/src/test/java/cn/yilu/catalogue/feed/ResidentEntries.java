package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.SharedRecord;
import cn.yilu.catalogue.record.Values;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Residents as the merge appends them. */
final class ResidentEntries {
  static final SharedSchema SCHEMA = SharedSchemas.released().get("resident");
  static final String TOPIC = "records/resident";
  static final String ID = "37030219430512986X";
  static final String ROAD = "370302001001001";
  static final String LANE = "370302001001002";
  static final String TOWN = "370303002002001";
  private final Log log;
  private final List<Entry> waiting = new ArrayList<>();

  ResidentEntries(Log log) {
    this.log = log;
  }

  static Key key(long number) {
    return new Key(0x1234_5678_9abc_def0L, number);
  }

  /** 王桂兰 under this number, living in this grid. */
  ResidentEntries upsert(long number, String grid, Entry.Left... left) {
    byte[] values = Values.of(SCHEMA, Map.of("residentId", ID, "name", "王桂兰", "phone", "13800000000", "grid", grid));
    int[] saidBy = new int[SCHEMA.fields().size()];
    Arrays.fill(saidBy, -1);
    for (String name : List.of("residentId", "name", "phone", "grid")) {
      saidBy[SCHEMA.field(name).orElseThrow().index()] = name.equals("phone") ? 1 : 0;
    }
    List<SharedRecord.Saying> sayings = List.of(new SharedRecord.Saying("registry", 1_700_000_000_000L),
        new SharedRecord.Saying("elder-xml", Long.MIN_VALUE));
    byte[] payload = new SharedRecord(4, sayings, saidBy, values).encode();
    waiting.add(entry(number, Entry.Kind.UPSERT, grid, payload, left));
    return this;
  }

  ResidentEntries delete(long number, Entry.Left... left) {
    waiting.add(entry(number, Entry.Kind.DELETE, "", new byte[0], left));
    return this;
  }

  static Entry.Left leftNow(String area) {
    return new Entry.Left(area, Entry.HERE);
  }

  private static Entry entry(long number, Entry.Kind kind, String grid, byte[] payload, Entry.Left... left) {
    return new Entry(key(number), kind, "merge", Entry.NO_TIME, 1_767_225_600_000L, SCHEMA.id().hex(), grid,
        List.of(left), payload);
  }

  void append() {
    log.append(new Batch(Map.of(TOPIC, List.copyOf(waiting)), List.of())).join();
    waiting.clear();
  }
}
