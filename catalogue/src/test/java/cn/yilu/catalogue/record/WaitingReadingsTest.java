package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.schemas.SharedSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings that came long before it was known who wears the device. */
class WaitingReadingsTest {
  private static final int MANY = 11_000;
  private static final int MOST_AT_ONCE = 5_000;
  private static final SharedSchema READING = Merging.SCHEMAS.get("vital-sign");
  private static final SharedSchema WEAR = Merging.SCHEMAS.get("device-wear");

  @TempDir
  Path folder;

  @Test
  void howeverManyWaitForALateLinkTheyAreAppendedAPartAtATime() {
    try (Merging readings = waiting()) {
      readings.append("claims/device-wear", wear());
      readings.settle();

      assertAllThere(readings);
    }
  }

  @Test
  void whenTheMergeIsKilledBetweenTwoPartsTheRestFollows() {
    try (Merging readings = waiting()) {
      readings.append("claims/device-wear", wear());
      readings.killedAfterCommit();
      readings.merger().step();
      readings.restart(() -> {});
      assertThat(readings.merger().progress().count()).isPositive().isLessThan(MANY);
      readings.settle();

      assertAllThere(readings);
    }
  }

  private Merging waiting() {
    Merging readings = new Merging("vital-sign", folder);
    for (int from = 0; from < MANY; from += 1_000) {
      readings.append("claims/vital-sign",
          IntStream.range(from, from + 1_000).mapToObj(WaitingReadingsTest::reading).toArray(Entry[]::new));
    }
    readings.settle();
    assertThat(readings.merger().progress().pending()).isEqualTo(MANY);
    return readings;
  }

  private static void assertAllThere(Merging readings) {
    assertThat(readings.merger().progress().count()).isEqualTo(MANY);
    assertThat(readings.merger().progress().pending()).isZero();
    assertThat(readings.log.read("records/vital-sign", 0, Integer.MAX_VALUE))
        .allSatisfy(block -> assertThat(block.entries().size()).isLessThanOrEqualTo(MOST_AT_ONCE));
    assertThat(readings.drift()).isZero();
  }

  private static Entry reading(int key) {
    return entry(key, READING, Map.of("device", "device:D1", "measure", "heart-rate"));
  }

  private static Entry wear() {
    return entry(MANY, WEAR, Map.of("device", "device:D1", "person", "elder:E1"));
  }

  private static Entry entry(int key, SharedSchema schema, Map<String, ?> fields) {
    ClaimPayload payload = new ClaimPayload("civil", "r" + key, List.of(), Values.of(schema, fields));
    return new Entry(Merging.claimKey(key), Entry.Kind.UPSERT, "devices", key + 1L, 0, schema.id().hex(), "",
        List.of(), payload.encode());
  }
}
