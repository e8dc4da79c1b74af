package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.LogUnavailable;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.rule.MappingFailed;
import cn.yilu.mappings.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneTest extends LaneWork {

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
    assertThat(new String(kept, StandardCharsets.UTF_8)).doesNotContain("不");
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
  void aClosedLaneRefusesAndAnotherGoesOnFromWhatIsCommitted() {
    offer(rows(Optional.of("p1"), person("1", "甲乙", "20250101000000")));
    lane.close();

    assertThat(lane.accept(rows(Optional.of("p2"), person("2", "甲乙", "20250101000000")))).isCompletedExceptionally();
    lane = lane();
    assertThat(lane.tally().place()).isEqualTo("p1");
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
}
