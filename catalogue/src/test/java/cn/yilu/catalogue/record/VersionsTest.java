package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.Releases;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
  private static final String RELEASED = Releases.of("resident").getLast();
  private static final SharedSchema BEFORE = SharedSchema.parse(RELEASED);
  /** As a later release may look: a new field before all others. */
  private static final SharedSchema AFTER = SharedSchema.parse(RELEASED.replaceFirst("\"fields\": *\\[",
      """
      "fields": [
      {"name": "nickname", "type": ["null", "string"], "default": null, "title": {"zh": "小名", "en": "Nickname"},
       "grade": 2, "mask": "none", "departments": ["civil"], "shareType": 2},"""));
  private static final SharedSchema RETITLED = SharedSchema.parse(RELEASED.replace("\"zh\": \"姓名\"", "\"zh\": \"名字\""));

  @TempDir
  private Path folder;

  @Test
  void aVersionThatDiffersInGovernanceAloneHasTheSameBytes() {
    assertThat(RETITLED.id()).isNotEqualTo(BEFORE.id());
    assertThat(new Versions(RETITLED).same(BEFORE.id().hex())).isTrue();
  }

  @Test
  void whoSaidAFieldGoesAlongWithTheField() {
    byte[] values = Values.of(BEFORE, Map.of("name", "王桂兰"));
    int name = BEFORE.field("name").orElseThrow().index();
    int[] saidBy = new int[BEFORE.fields().size()];
    java.util.Arrays.fill(saidBy, -1);
    saidBy[name] = 0;
    SharedRecord old = new SharedRecord(1, List.of(new SharedRecord.Saying("registry", 5)), saidBy, values);

    SharedRecord now = SharedRecord.decode(new Versions(AFTER).record(BEFORE.id().hex(), old.encode()));

    assertThat(now.saidBy()).hasSize(saidBy.length + 1);
    assertThat(now.saidBy()[name + 1]).isZero();
    assertThat(now.saidBy()[0]).isEqualTo(-1);
    assertThat(Values.read(AFTER, now.values()).get("name")).hasToString("王桂兰");
  }

  @Test
  void aVersionNobodyKeptIsRefused() {
    assertThatThrownBy(() -> new Versions(BEFORE).same("00ff")).isInstanceOf(Versions.UnknownVersion.class);
  }

  @Test
  void recordsMergedUnderTheVersionBeforeAreRecordsOfTheNewOne() {
    try (InMemoryLog log = new InMemoryLog(); StateStore store = StateStore.open(folder)) {
      ClaimPayload claim = new ClaimPayload("police", "1", List.of(new Identifier("residentId", "37030219430512986X")),
          Values.of(BEFORE, Map.of("name", "王桂兰")));
      log.append(new Batch(Map.of("claims/resident", List.of(new Entry(new Key(1, 1), Entry.Kind.UPSERT, "registry", 5,
          5, BEFORE.id().hex(), "", List.of(), claim.encode()))), List.of())).join();
      merge(BEFORE, log, store);

      merge(AFTER, log, store);

      List<Block> records = log.read("records/resident", 0, 10);
      Entry last = records.getLast().entries().getLast();
      assertThat(last.schema()).isEqualTo(AFTER.id().hex());
      GenericRecord record = Values.read(AFTER, SharedRecord.decode(last.payload()).values());
      assertThat(record.get("name")).hasToString("王桂兰");
      assertThat(record.get("nickname")).isNull();
    }
  }

  @Test
  void claimsComeToTheSubjectThatTheNewVersionSays() {
    SharedSchema strict = SharedSchema.parse(Releases.of("resident").getFirst());
    try (InMemoryLog log = new InMemoryLog(); StateStore store = StateStore.open(folder)) {
      for (int key = 1; key <= 2; key++) {
        ClaimPayload claim = new ClaimPayload("health", "" + key,
            List.of(new Identifier("healthFileNumber", "37030200101000123")), Values.of(BEFORE, Map.of("name", "王桂兰")));
        log.append(
            new Batch(Map.of("claims/resident", List.of(new Entry(new Key(1, key), Entry.Kind.UPSERT, "health", 5,
                5, strict.id().hex(), "", List.of(), claim.encode()))), List.of()))
            .join();
      }
      merge(strict, log, store);
      assertThat(log.head("records/resident")).isEqualTo(2);

      merge(BEFORE, log, store);

      List<Entry> entries = log.read("records/resident", 2, 10).getFirst().entries();
      assertThat(entries).extracting(Entry::kind).containsExactlyInAnyOrder(Entry.Kind.DELETE, Entry.Kind.DELETE,
          Entry.Kind.UPSERT);
      assertThat(entries.stream().filter(entry -> entry.kind() == Entry.Kind.UPSERT).findFirst()
          .map(entry -> SharedRecord.decode(entry.payload()).claims())).hasValue(2);
    }
  }

  private static void merge(SharedSchema schema, InMemoryLog log, StateStore store) {
    Subjects subjects = new Subjects(new Keys(new byte[32]).derive("subject"));
    KeyedMerger merger = new KeyedMerger(schema, new SubjectLinks(SharedSchemas.released(), subjects), log, store,
        subjects, Clock.systemUTC());
    merger.begin();
    while (merger.step()) {
      assertThat(merger.progress().merged()).isNotNull();
    }
  }
}
