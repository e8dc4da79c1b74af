package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.log.LogUnavailable;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingLibrary;
import cn.yilu.mappings.rule.DeliveryUnreadable;
import cn.yilu.mappings.rule.Expired;
import cn.yilu.mappings.rule.MappingFailed;
import cn.yilu.mappings.rule.Rules;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Instant NOW = Instant.parse("2026-03-05T06:00:00Z");
  private static final String HEADER = "RYBH,HH,HB,YHZGX,XM,CYM,XB,MZ,JG,GMSFHM,CSRQ,HKXZ,HYZK,WHCD,RHZT,CZRKTYPE,"
      + "PCSDM,SQDM,WGDM,HISTORY,BDSJ\n";

  @TempDir
  private Path folder;
  private final InMemoryLog log = new InMemoryLog();
  private final SharedSchemas schemas = SharedSchemas.released();
  private final Mapping registry = Mapping.compile(MappingLibrary.released("registry").orElseThrow(), schemas);
  private LaneTools tools;
  private Lane lane;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    DataDirectory data = DataDirectory.at(folder.resolve("data"));
    tools = new LaneTools(log, new ClaimEntries(new Keys(new byte[32]), schemas, clock),
        new Sealer(new DayKeys(data), clock), clock, ZoneId.of("Asia/Shanghai"));
    lane = lane();
  }

  @AfterEach
  void close() {
    lane.close();
    log.close();
  }

  @Test
  void theAnswerComesWithClaimsCountsAndPlaceCommitted() {
    Receipt receipt = offer(rows(Optional.of("after-1"), person("1", "王桂兰", "20250101000000")));

    assertThat(receipt).isEqualTo(new Receipt(true, 1, 1, 0));
    assertThat(entries("claims/household-registration")).hasSize(1);
    assertThat(entries("claims/resident")).hasSize(1);
    Tally tally = Tally.decode(log.position("source/registry").orElseThrow());
    assertThat(tally).isEqualTo(new Tally("after-1", 1, 1, 0, tally.findings(), NOW.toEpochMilli(), 0));
    assertThat(lane.tally()).isEqualTo(tally);
  }

  @Test
  void aRowThatCannotBeUsedIsKeptEncryptedAndTheRowsAfterItGoThrough() throws Exception {
    String broken = "不,够,列\n";
    Receipt receipt = offer(file("a.csv", HEADER + csv("1", "张三丰") + broken + csv("2", "李四光")));

    assertThat(receipt).isEqualTo(new Receipt(true, 3, 2, 1));
    byte[] kept = entries("rejections/registry").getFirst().payload();
    assertThat(new String(kept, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("不");
    var rejection = newest(tools.sealer());
    assertThat(rejection.getRow()).isEqualTo(2);
    assertThat(rejection.getDelivery()).isEqualTo("a.csv");
    assertThat(rejection.getRaw()).contains("不,够,列");
    assertThat(rejection.getFindings().getFirst().getMend().getZh()).isNotBlank();
  }

  @Test
  void onlyTheRowOnWhichTheProgramBreaksIsKeptAsFailed() {
    Map<String, String> breaking = new HashMap<>(person("2", "李四光", "20250101000000")) {
      private static final long serialVersionUID = 1;

      @Override
      public String get(Object column) {
        throw new IllegalStateException("a text that quotes " + super.get(column));
      }
    };

    Receipt receipt = offer(rows(Optional.of("after-3"),
        List.of(person("1", "王桂兰", "20250101000000"), breaking, person("3", "赵一曼", "20250101000000"))));

    assertThat(receipt).isEqualTo(new Receipt(true, 3, 2, 1));
    assertThat(lane.tally().place()).isEqualTo("after-3");
    assertThat(entries("rejections/registry")).hasSize(1);
    var kept = newest(tools.sealer());
    assertThat(kept.getRow()).isEqualTo(2);
    assertThat(kept.getRaw()).contains("RYBH=2", "XM=李四光");
    var finding = kept.getFindings().getFirst();
    assertThat(Rules.of(finding.getRule())).contains(MappingFailed.RULE);
    assertThat(finding.getRaw()).contains("IllegalStateException").doesNotContain("quotes");
  }

  @Test
  void rowsThatCannotBeToldApartAreAskedForAgainAndNotPassedOver() {
    offer(rows(Optional.of("p1"), person("1", "王桂兰", "20250101000000")));
    Map<String, String> unreadable = new HashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      public Set<String> keySet() {
        throw new IllegalStateException("no columns");
      }
    };

    CompletableFuture<Receipt> refused = lane
        .accept(rows(Optional.of("p2"), List.of(person("2", "李四光", "20250101000000"), unreadable)))
        .toCompletableFuture();

    assertThatThrownBy(refused::join).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(lane.tally().place()).isEqualTo("p1");
    assertThat(offer(rows(Optional.of("p2"), person("2", "李四光", "20250101000000"))))
        .isEqualTo(new Receipt(true, 1, 1, 0));
    assertThat(lane.tally().place()).isEqualTo("p2");
    assertThat(entries("claims/resident")).hasSize(2);
  }

  @Test
  void keptRowsAreUnreadableOnceTheirDaysKeyIsDestroyed() throws Exception {
    offer(file("a.csv", HEADER + "不,够,列\n"));
    new DayKeys(DataDirectory.at(folder.resolve("data"))).destroyBefore(java.time.LocalDate.parse("2026-03-06"));
    Sealer later = new Sealer(new DayKeys(DataDirectory.at(folder.resolve("data"))), tools.clock());

    var row = newest(later);
    assertThat(row.getRaw()).isEmpty();
    assertThat(Rules.of(row.getFindings().getFirst().getRule())).contains(Expired.RULE);
  }

  @Test
  void aFileIsResumedAfterTheRowThatWasCommitted() throws Exception {
    Envelope file = file("a.csv", HEADER + csv("1", "甲乙") + csv("2", "丙丁") + csv("3", "戊己"));
    commit("source/registry/" + file.digest().orElseThrow(), null, "2");

    offer(file);

    assertThat(entries("claims/resident")).hasSize(1);
    assertThat(lane.tally().received()).isEqualTo(1);
  }

  @Test
  void aDeliveryThatCannotBeOpenedIsRejectedWithItsReason() {
    Receipt receipt = offer(
        new Envelope("registry", "七月.zip", new Envelope.Unusable("压缩文件已加密", "the zip file is encrypted"),
            "application/zip", Optional.empty(), NOW, Optional.empty(), Optional.empty()));

    assertThat(receipt).isEqualTo(new Receipt(false, 1, 0, 1));
    var rejection = newest(tools.sealer());
    assertThat(rejection.getDelivery()).isEqualTo("七月.zip");
    assertThat(rejection.getFindings().getFirst().getMend().getEn()).isEqualTo("the zip file is encrypted");
    assertThat(Rules.of(rejection.getFindings().getFirst().getRule())).contains(DeliveryUnreadable.RULE);
  }

  @Test
  void aFileThatCouldNotBeReadIsReadWhenItComesAgainAndCanBe() throws Exception {
    String text = HEADER + csv("1", "甲乙");
    String delimited = "delimited: {separator: \",\", charset: GB18030}";
    lane.close();
    lane = lane(Mapping.compile(MappingLibrary.released("registry").orElseThrow().replace(delimited, "json: {}"),
        schemas));
    Receipt before = offer(file("a.csv", text));
    String kept = newest(tools.sealer()).getRaw();
    lane.close();
    lane = lane();

    Receipt after = offer(file("a.csv", text));

    assertThat(before.readable()).isFalse();
    assertThat(kept).startsWith("RYBH,").contains("甲乙");
    assertThat(after).isEqualTo(new Receipt(true, 1, 1, 0));
    assertThat(entries("claims/resident")).hasSize(1);
  }

  @Test
  void theSameContentAgainIsNothingNewUnderWhateverName() throws Exception {
    offer(file("a.csv", HEADER + csv("1", "甲乙")));
    offer(file("b.csv", HEADER + csv("1", "甲乙")));

    assertThat(entries("claims/resident")).hasSize(1);
  }

  @Test
  void otherContentUnderTheSameNameIsANewDelivery() throws Exception {
    offer(file("a.csv", HEADER + csv("1", "甲乙")));
    offer(file("a.csv", HEADER + csv("1", "甲乙丙")));

    assertThat(entries("claims/resident")).hasSize(2);
  }

  @Test
  void whenAnotherNodeMovedThePositionTheSourceSendsAgainAndThenItWorks() {
    offer(rows(Optional.of("p1"), person("1", "甲乙", "20250101000000")));
    commit("source/registry", log.position("source/registry").orElseThrow(),
        new Tally("p2", 5, 5, 0, 0, 1, 0).encode());

    CompletableFuture<Receipt> refused = lane.accept(rows(Optional.of("p3"), person("2", "丙丁", "20250101000000")))
        .toCompletableFuture();

    assertThatThrownBy(refused::join).hasMessageContaining("moved by another node");
    offer(rows(Optional.of("p3"), person("2", "丙丁", "20250101000000")));
    assertThat(lane.tally().received()).isEqualTo(6);
    assertThat(lane.tally().place()).isEqualTo("p3");
  }

  @Test
  void aTimeFarAheadOfReceiptCountsAsNotStatedAndIsAFinding() {
    offer(rows(Optional.empty(), person("1", "甲乙", "20990101000000")));

    assertThat(entries("claims/resident").getFirst().eventTime()).isEqualTo(Entry.NO_TIME);
    assertThat(lane.tally().findings()).isPositive();
  }

  @Test
  void noHeaderHoldsAPersonalNumber() {
    offer(rows(Optional.empty(), person("37030219430512986X", "甲乙", "20250101000000")));

    assertThat(entries("claims/resident").getFirst().key().toString()).matches("[0-9a-f]{32}");
  }

  @Test
  void aDeliveryLargerThanABatchIsCommittedInSeveralAndAnsweredOnce() throws Exception {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < 12_000; i++) {
      csv.append(csv(Integer.toString(i), "甲乙"));
    }

    Receipt receipt = offer(file("big.csv", csv.toString()));

    assertThat(receipt).isEqualTo(new Receipt(true, 12_000, 12_000, 0));
    assertThat(entries("claims/resident")).hasSize(12_000);
    assertThat(lane.tally().used()).isEqualTo(12_000);
  }

  @Test
  void aClosedLaneRefusesAndAnotherGoesOnFromWhatIsCommitted() {
    offer(rows(Optional.of("p1"), person("1", "甲乙", "20250101000000")));
    lane.close();

    assertThat(lane.accept(rows(Optional.of("p2"), person("2", "甲乙", "20250101000000")))).isCompletedExceptionally();
    lane = lane();
    assertThat(lane.tally().place()).isEqualTo("p1");
  }

  private Lane lane() {
    return lane(registry);
  }

  private Lane lane(Mapping mapping) {
    return new Lane(new Source("registry", new Text("户籍", "Registry"), "police", "files", "registry", Map.of()),
        mapping, tools);
  }

  @Test
  void aLogThatIsAwayForAWhileIsNoEndOfTheLane() {
    offer(rows(Optional.of("p1"), person("1", "王桂兰", "20250101000000")));
    log.goAway(true);
    CompletableFuture<Receipt> first = lane.accept(rows(Optional.of("p2"), person("2", "李四光", "20250101000000")))
        .toCompletableFuture();
    assertThatThrownBy(first::join).hasCauseInstanceOf(LogUnavailable.class);
    CompletableFuture<Receipt> second = lane.accept(rows(Optional.of("p2"), person("2", "李四光", "20250101000000")))
        .toCompletableFuture();
    assertThatThrownBy(second::join).isNotNull();

    log.goAway(false);

    assertThat(offer(rows(Optional.of("p2"), person("2", "李四光", "20250101000000"))).used()).isEqualTo(1);
    assertThat(lane.tally().place()).isEqualTo("p2");
    assertThat(entries("claims/household-registration")).hasSize(2);
  }

  private Receipt offer(Envelope envelope) {
    return lane.accept(envelope).toCompletableFuture().join();
  }

  private void commit(String position, byte @Nullable [] expected, String next) {
    commit(position, expected, next.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private void commit(String position, byte @Nullable [] expected, byte[] next) {
    Appended appended = log.append(new Batch(Map.of(), List.of(new Batch.Move(position, expected, next)))).join();
    assertThat(appended).isInstanceOf(Appended.Committed.class);
  }

  private static Envelope rows(Optional<String> position, Map<String, String> row) {
    return rows(position, List.of(row));
  }

  private static Envelope rows(Optional<String> position, List<Map<String, String>> rows) {
    return new Envelope("registry", "czrk", new Envelope.Rows(rows), "application/x-rows", Optional.empty(),
        NOW, position, Optional.empty());
  }

  private Envelope file(String name, String text) throws Exception {
    byte[] bytes = text.getBytes(GB18030);
    Path path = Files.write(folder.resolve(name), bytes);
    String digest = java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    return new Envelope("registry", name, new Envelope.File(path), "text/csv", Optional.of(GB18030), NOW,
        Optional.empty(), Optional.of(digest));
  }

  private static Map<String, String> person(String id, String name, String changed) {
    return Map.of("RYBH", id, "HH", "A1", "XM", name, "XB", "2", "GMSFHM", "37030219430512986X", "CSRQ", "19430512",
        "SQDM", "370302001001", "WGDM", "370302001001001", "BDSJ", changed);
  }

  private static String csv(String id, String name) {
    return id + ",A1,1,02," + name + ",,2,01,,37030219430512986X,19430512,山东省淄博市淄川区般阳路5号3号楼2单元501,20,70,1,1,"
        + "370302001,370302001001,370302001001001,0,20250101000000\n";
  }

  private List<Entry> entries(String topic) {
    List<Entry> all = new ArrayList<>();
    for (Block block : log.read(topic, 0, Integer.MAX_VALUE)) {
      all.addAll(block.entries());
    }
    return all;
  }

  private Rejection newest(Sealer sealer) {
    return new Rejections(log, new KeptRows(log, sealer)).find("registry", Long.MAX_VALUE, 1, KeptFilter.ALL, false)
        .rows().getFirst();
  }
}
