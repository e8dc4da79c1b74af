package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReconcileTest {
  private static final SharedSchemas SCHEMAS = SharedSchemas.released();
  private static final SharedSchema RESIDENT = SCHEMAS.get("resident");
  private static final SharedSchema READING = SCHEMAS.get("vital-sign");
  private static final SharedSchema WEAR = SCHEMAS.get("device-wear");

  @TempDir
  private Path folder;
  private final HikariDataSource database = TestDatabase.fresh();
  private PostgresLog log = new PostgresLog(database);
  private DataDirectory data;
  private Records records;

  @BeforeEach
  void open() {
    data = DataDirectory.at(folder);
    records = start();
  }

  @AfterEach
  void close() {
    records.stop();
    log.close();
    database.close();
  }

  private Records start() {
    Records started = new Records(data, log, new Keys(new byte[32]), SCHEMAS, Clock.systemUTC());
    started.start();
    return started;
  }

  @Test
  void afterWhateverOrderOfClaimsNothingDiffers() {
    Random random = new Random(7);
    for (int batch = 0; batch < 30; batch++) {
      List<Entry> claims = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int key = random.nextInt(40);
        claims.add(random.nextInt(5) == 0 ? withdrawn(key) : claim(key, random.nextInt(25), random.nextInt(9)));
      }
      append(RESIDENT, claims.toArray(Entry[]::new));
      append(READING, reading(batch * 2, batch % 3, batch), reading(batch * 2 + 1, 9, batch));
      append(WEAR, wear(batch % 5, batch % 4, batch - 3));
    }

    assertThat(reconcile(false)).hasSizeGreaterThan(20).extracting(Drift::drift).containsOnly(0L);
    assertThat(records.count("resident")).isPositive();
    assertThat(records.count("vital-sign")).isPositive();
    assertThat(records.pending("vital-sign")).isPositive();
    assertThat(data.tmp()).isEmptyDirectory();
  }

  @Test
  void aRecordThatNoClaimSaysIsFoundAndARepairTakesItBack() {
    append(RESIDENT, claim(1, 1, 1), claim(2, 2, 1));
    settle();
    append("records/resident", new Entry(new Key(7, 7), Entry.Kind.UPSERT, "stranger", 0, 0, RESIDENT.id().hex(), "",
        List.of(), new SharedRecord(1, List.of(), new int[0], new byte[0]).encode()));

    assertThat(part(reconcile(false), "records/resident")).isEqualTo(new Drift("records/resident", 3, 1, 0));
    assertThat(log.head("records/resident")).isEqualTo(3);
    assertThat(part(reconcile(true), "records/resident")).isEqualTo(new Drift("records/resident", 3, 1, 1));
    assertThat(log.head("records/resident")).isEqualTo(4);
    assertThat(reconcile(false)).extracting(Drift::drift).containsOnly(0L);
  }

  @Test
  void claimsAndReadingsThatTheMergeSkippedAreFoundAndARepairAppendsThem() {
    append(RESIDENT, claim(1, 1, 1));
    append(WEAR, wear(1, 1, 0));
    append(READING, reading(1, 1, 5));
    settle();
    records.stop();
    skip(RESIDENT, new long[]{1, 0}, new long[]{2, 0}, claim(2, 2, 1));
    skip(READING, new long[]{1, 1, 0}, new long[]{2, 1, 0}, reading(2, 1, 6));
    records = start();

    assertThat(part(reconcile(false), "records/resident").drift()).isEqualTo(1);
    assertThat(part(reconcile(true), "records/vital-sign")).isEqualTo(new Drift("records/vital-sign", 1, 1, 1));
    assertThat(log.head("records/resident")).isEqualTo(2);
    assertThat(log.head("records/vital-sign")).isEqualTo(2);
    assertThat(reconcile(false)).extracting(Drift::drift).containsOnly(0L);
  }

  @Test
  void aStateThatLostSomethingIsFoundAndARepairMakesItAnewWithoutAppending() {
    append(RESIDENT, claim(1, 1, 1), claim(2, 2, 1));
    Key subject = damage();

    assertThat(records.record("resident", subject)).isEmpty();
    assertThat(part(reconcile(false), "state/resident").drift()).isEqualTo(1);
    assertThat(records.record("resident", subject)).isEmpty();
    assertThat(part(reconcile(true), "state/resident").repaired()).isEqualTo(1);
    assertThat(records.record("resident", subject)).isPresent();
    assertThat(log.head("records/resident")).isEqualTo(2);
    assertThat(reconcile(false)).extracting(Drift::drift).containsOnly(0L);
  }

  @Test
  void aRestoredLogHasItsStateMadeAnew() {
    append(RESIDENT, claim(1, 1, 1), claim(2, 2, 1));
    Key subject = damage();
    records.stop();
    log.close();
    int before = log.identity().generation();
    log = PostgresLog.restored(database);
    records = start();
    settle();

    assertThat(log.identity().generation()).isGreaterThan(before);
    assertThat(records.record("resident", subject)).isPresent();
    assertThat(reconcile(false)).extracting(Drift::drift).containsOnly(0L);
  }

  @Test
  void aStateBeyondTheEndOfTheLogIsMadeAnew() {
    append(RESIDENT, claim(1, 1, 1));
    settle();
    records.stop();
    JdbcClient.create(database).sql("delete from log_block").update();
    JdbcClient.create(database).sql("delete from log_position").update();
    JdbcClient.create(database).sql("update log_topic set head = 0").update();
    records = start();
    append(RESIDENT, claim(2, 2, 1));
    settle();

    assertThat(records.count("resident")).isEqualTo(1);
    assertThat(reconcile(false)).extracting(Drift::drift).containsOnly(0L);
  }

  /** Takes a subject out of the state, behind everybody's back. */
  private Key damage() {
    settle();
    records.stop();
    Key subject = log.read("records/resident", 0, 1).getFirst().entries().getFirst().key();
    try (StateStore store = StateStore.open(data.projections().resolve("records"))) {
      DatasetState state = new DatasetState(store, "resident");
      StateBatch batch = state.batch();
      batch.delete(state.key(Touched.SUBJECT, subject));
      state.write(batch, state.progress(DatasetState.belongsTo(log.identity())).orElseThrow());
    }
    records = start();
    settle();
    return subject;
  }

  /** Claims that a merge moved past without appending what they make. */
  private void skip(SharedSchema schema, long[] from, long[] to, Entry claim) {
    Appended outcome = log.append(new Batch(Map.of("claims/" + schema.dataset(), List.of(claim)), List.of(
        new Batch.Move("merge/" + schema.dataset(), Progress.position(from), Progress.position(to))))).join();
    assertThat(outcome).isInstanceOf(Appended.Committed.class);
  }

  private List<Drift> reconcile(boolean repair) {
    settle();
    List<Drift> found = new ArrayList<>();
    records.reconcile(repair, found::add);
    return found;
  }

  private static Drift part(List<Drift> found, String part) {
    return found.stream().filter(drift -> drift.part().equals(part)).findFirst().orElseThrow();
  }

  private void settle() {
    await().atMost(Duration.ofMinutes(1)).until(() -> records.failing().isEmpty()
        && List.of(RESIDENT, READING).stream().map(SharedSchema::dataset)
            .allMatch(dataset -> records.merged(dataset) == log.head("claims/" + dataset)));
  }

  private void append(SharedSchema schema, Entry... claims) {
    append("claims/" + schema.dataset(), claims);
  }

  private void append(String topic, Entry... entries) {
    log.append(new Batch(Map.of(topic, List.of(entries)), List.of())).join();
  }

  private static Entry claim(int key, int person, int version) {
    return entry(key, version, new ClaimPayload("police", "r" + key,
        List.of(new Identifier(RESIDENT.identifiedBy().getFirst(), "P" + person)),
        Values.of(RESIDENT, Map.of("name", "王" + version, "grid", "37030200" + person % 3))));
  }

  private static Entry withdrawn(int key) {
    return new Entry(new Key(1, key), Entry.Kind.DELETE, "registry", 0, 0, "", "", List.of(), new byte[0]);
  }

  private static Entry reading(int key, int device, long time) {
    return entry(key, time, new ClaimPayload("civil", "e" + key, List.of(),
        Values.of(READING, Map.of("device", "device:D" + device, "measure", "heart-rate"))));
  }

  private static Entry wear(int key, int device, long from) {
    return entry(key, from, new ClaimPayload("civil", "w" + key, List.of(),
        Values.of(WEAR, Map.of("device", "device:D" + device, "person", "elder:E" + key, "wornFrom", from))));
  }

  private static Entry entry(int key, long time, ClaimPayload payload) {
    return new Entry(new Key(1, key), Entry.Kind.UPSERT, "registry", time, time, "", "", List.of(), payload.encode());
  }
}
