package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Prints how many resident records a view writes in a second on one core. Run by hand. */
final class ViewSpeed {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  private static final int RECORDS = 2_000;
  private static final int CAPACITY = 4 * 1024 * 1024;

  private ViewSpeed() {}

  public static void main(String[] args) throws GeneralSecurityException {
    SharedSchema schema = SharedSchemas.released().get("resident");
    Map<String, Mask> masks = new HashMap<>();
    for (SharedField field : schema.fields()) {
      masks.put(field.name(), field.reference().isPresent() ? Mask.HASH : field.mask());
    }
    masks.keySet().removeAll(Set.of("residentId", "formerName", "education", "maritalStatus"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    for (int round = 0; round < 3; round++) {
      report("JSON, pseudonyms free", schema, masks, value -> Arrays.copyOf(value, 32),
          view -> view.json(TODAY, CAPACITY));
      report("Avro, pseudonyms free", schema, masks, value -> Arrays.copyOf(value, 32),
          view -> view.avro(TODAY, CAPACITY));
      report("JSON, HMAC pseudonyms", schema, masks, mac::doFinal, view -> view.json(TODAY, CAPACITY));
      report("Avro, HMAC pseudonyms", schema, masks, mac::doFinal, view -> view.avro(TODAY, CAPACITY));
    }
  }

  /** Time of this thread on a core, so that other work on the machine does not count. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void report(String what, SharedSchema schema, Map<String, Mask> masks, Pseudonyms pseudonyms,
      Function<View, Lines> format) {
    View view = View.compile(schema, masks, pseudonyms);
    RandomRecords random = new RandomRecords(7);
    Stated[] records = new Stated[RECORDS];
    byte[][] keys = new byte[RECORDS][];
    for (int i = 0; i < RECORDS; i++) {
      records[i] = random.record(schema, TODAY).stated();
      keys[i] = random.key();
    }
    long start = cpu();
    long bytes = 0;
    int rounds = 0;
    for (; cpu() - start < 1_500_000_000L; rounds++) {
      Lines lines = format.apply(view);
      for (int i = 0; i < RECORDS; i++) {
        lines.upsert(keys[i], 1_767_225_600_000L, records[i]);
      }
      bytes += lines.length();
    }
    double seconds = (cpu() - start) / 1e9;
    System.out.printf("%s: %,.0f records/s, %,.0f bytes each%n", what, rounds * RECORDS / seconds,
        bytes / (double) rounds / RECORDS);
  }
}
