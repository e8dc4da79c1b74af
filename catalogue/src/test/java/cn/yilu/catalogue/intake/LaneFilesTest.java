package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingLibrary;
import cn.yilu.mappings.rule.DeliveryUnreadable;
import cn.yilu.mappings.rule.Expired;
import cn.yilu.mappings.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of files: read once, gone on with, put back. */
class LaneFilesTest extends LaneWork {

  @Test
  void keptRowsAreUnreadableOnceTheirDaysKeyIsDestroyed() throws Exception {
    offer(file("a.csv", HEADER + "不,够,列\n"));
    new DayKeys(DataDirectory.at(folder.resolve("data"))).destroyBefore(LocalDate.parse("2026-03-06"));
    Sealer later = new Sealer(new DayKeys(DataDirectory.at(folder.resolve("data"))), tools.clock());

    var row = newest(later);
    assertThat(row.getRaw()).isEmpty();
    assertThat(Rules.of(row.getFindings().getFirst().getRule())).contains(Expired.RULE);
  }

  @Test
  void aFileIsResumedAfterTheRowThatWasCommitted() throws Exception {
    Envelope file = file("a.csv", HEADER + csv("1", "甲乙") + csv("2", "丙丁") + csv("3", "戊己"));
    commit("source/registry/" + file.digest().orElseThrow(), null, "2 ");

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
  void contentThatIsPutBackAfterOtherContentIsTakenAnewUnderItsOwnOrANewName() throws Exception {
    offer(file("a.csv", HEADER + csv("1", "甲乙")));
    offer(file("a.csv", HEADER + csv("1", "丙丁")));

    Receipt back = offer(file("a.csv", HEADER + csv("1", "甲乙")));
    offer(file("a.csv", HEADER + csv("1", "丙丁")));
    offer(file("b.csv", HEADER + csv("1", "甲乙")));

    assertThat(back).isEqualTo(new Receipt(true, 1, 1, 0));
    assertThat(entries("claims/resident")).hasSize(5);
  }

  @Test
  void filesThatAreSentAgainUnchangedSayNothingNewHoweverManyTheyAre() throws Exception {
    for (int round = 0; round < 3; round++) {
      offer(file("a.csv", HEADER + csv("1", "甲乙")));
      offer(file("b.csv", HEADER + csv("2", "丙丁")));
      lane.close();
      lane = lane();
    }

    assertThat(entries("claims/resident")).hasSize(2);
    assertThat(lane.tally().received()).isEqualTo(2);
  }

  @Test
  void contentThatIsPutBackAndCutOffGoesOnWhereItWas() throws Exception {
    Envelope file = file("a.csv", HEADER + csv("1", "甲乙") + csv("2", "丙丁") + csv("3", "戊己"));
    offer(file);
    Envelope other = file("a.csv", HEADER + csv("1", "庚辛"));
    offer(other);
    lane.close();
    commit("source/registry/" + file.digest().orElseThrow(), text(Long.MAX_VALUE), "2 " + other.digest().orElseThrow());
    lane = lane();

    offer(file("a.csv", HEADER + csv("1", "甲乙") + csv("2", "丙丁") + csv("3", "戊己")));

    assertThat(entries("claims/resident")).hasSize(5);
  }

  @Test
  void contentThatWasCutOffIsTakenFromItsBeginningWhenOtherContentWasFinishedSince() throws Exception {
    String text = HEADER + csv("1", "甲乙") + csv("2", "丙丁") + csv("3", "戊己");
    commit("source/registry/" + file("a.csv", text).digest().orElseThrow(), null, "2 ");
    offer(file("a.csv", HEADER + csv("1", "庚辛")));

    Receipt back = offer(file("a.csv", text));

    assertThat(back).isEqualTo(new Receipt(true, 3, 3, 0));
    assertThat(entries("claims/resident")).hasSize(4);
  }

  @Test
  void aFileThatWasSetBackIsTakenFromItsBeginning() throws Exception {
    Envelope file = file("a.csv", HEADER + csv("1", "甲乙") + csv("2", "丙丁"));
    commit("source/registry/" + file.digest().orElseThrow(), null, "0");

    assertThat(offer(file)).isEqualTo(new Receipt(true, 2, 2, 0));
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
