package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.claim;
import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.rows;
import static cn.yilu.mappings.Deliveries.stated;
import static cn.yilu.mappings.Deliveries.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String HEADING = "RYBH,HH,HB,YHZGX,XM,CYM,XB,MZ,JG,GMSFHM,CSRQ,HKXZ,HYZK,WHCD,RHZT,CZRKTYPE,PCSDM,SQDM,WGDM,HISTORY,BDSJ\n";
  private static final String WANG = "A001,H1,家庭户,02,王桂兰,,2,汉族,山东淄博,37030219430512986X,19430512,"
      + "山东省淄博市淄川区般阳路5号3号楼2单元501,30,80,1,1,370302001,370302001001,370302001001001,0,20251201083000\n";
  private final Mapping mapping = Deliveries.released("registry");

  @Test
  void aRowBecomesAClaimForEachTarget() {
    List<MappedRow> rows = read(mapping, text(HEADING + WANG, GB18030));

    assertThat(rows).hasSize(1);
    assertThat(stated(rows.getFirst(), "resident")).containsEntry("name", "王桂兰")
        .containsEntry("residentId", "37030219430512986X").containsEntry("ethnicity", "01")
        .containsEntry("dwelling", "address:山东省淄博市淄川区般阳路5号3号楼2单元501");
    assertThat(stated(rows.getFirst(), "dwelling")).containsEntry("building", "3").containsEntry("unit", "2")
        .containsEntry("room", "501").containsEntry("estate", "般阳路5号");
    assertThat(claim(rows.getFirst(), "household-registration").eventTime()).isEqualTo(1_764_549_000_000L);
    assertThat(claim(rows.getFirst(), "resident").identifiers())
        .containsExactly(new Identifier("residentId", "37030219430512986X"));
  }

  @Test
  void databaseRowsReadLikeTheFileWhateverTheCaseOfTheirLabels() {
    String[] names = HEADING.strip().toLowerCase(java.util.Locale.ROOT).split(",");
    String[] cells = WANG.strip().split(",");
    Map<String, String> row = new java.util.HashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], cells[i].isEmpty() ? null : cells[i]);
    }

    List<MappedRow> fromRows = read(mapping, rows(List.of(row)));

    assertThat(stated(fromRows.getFirst(), "resident"))
        .isEqualTo(stated(read(mapping, text(HEADING + WANG, GB18030)).getFirst(), "resident"));
  }

  @Test
  void aWithdrawnRowStatesNothingButKeepsItsIdentity() {
    List<MappedRow> rows = read(mapping, text(HEADING + WANG.replace(",0,2025", ",1,2025"), GB18030));

    assertThat(claim(rows.getFirst(), "resident").withdrawn()).isTrue();
    assertThat(claim(rows.getFirst(), "resident").values()).isEmpty();
    assertThat(claim(rows.getFirst(), "dwelling").withdrawn()).isFalse();
  }

  @Test
  void aBrokenRowIsKeptAndTheRowsAfterItGoThrough() {
    List<MappedRow> rows = read(mapping, text(HEADING + "A9,少列\n\n" + WANG, GB18030));

    assertThat(rows.get(0)).isInstanceOfSatisfying(MappedRow.Rejected.class, rejected -> {
      assertThat(rejected.raw()).isEqualTo("A9,少列");
      assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("column-count");
    });
    assertThat(rows.get(1)).isInstanceOf(MappedRow.Used.class);
    assertThat(rows.get(1).row()).isEqualTo(2);
  }

  @Test
  void aQuoteThatIsNeverClosedCostsOnlyItsLine() {
    List<MappedRow> rows = read(mapping, text(HEADING + "A9,\"开口\n" + WANG + WANG, GB18030));

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).isInstanceOfSatisfying(MappedRow.Rejected.class,
        rejected -> assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("quote-unclosed"));
  }

  /** Whatever quotes come later: they must not swallow the rows between, nor make one row of two. */
  @ParameterizedTest
  @ValueSource(strings = {"A9,\"开口,H\n#", "A9,\"开口,H,家庭户\n#\"\",\n", "A9,\"开口\n#" + "A8,\"a,b\",c\n",
      "A9,\"开\"口,H\r\n#", "A9,\"\"\"开口\n#A7,\"x\"\n", "A9,\"开口\r#"})
  void aQuoteThatIsNeverClosedLeavesTheRowsBehindItAlone(String broken) {
    String quoted = WANG.replace("A001", "A002").replace("王桂兰", "\"王桂兰\"");
    String file = HEADING + broken.replace("#", quoted) + WANG.replace("A001", "A003");

    List<MappedRow> rows = read(mapping, text(file, GB18030));

    assertThat(rows.getFirst()).isInstanceOfSatisfying(MappedRow.Rejected.class, rejected -> {
      assertThat(rejected.raw()).startsWith("A9,").doesNotContain("A002");
      assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("quote-unclosed");
    });
    assertThat(rows).filteredOn(MappedRow.Used.class::isInstance)
        .extracting(row -> claim(row, "resident").recordId()).containsExactly("A002", "A003");
    assertThat(stated(rows.get(1), "resident")).containsEntry("name", "王桂兰");
  }

  @Test
  void aQuoteInsideAQuotedCellThatWasNotDoubledStaysInIt() {
    List<MappedRow> rows = read(mapping, text(HEADING + WANG.replace("家庭户", "\"他说\"好\"的\" "), GB18030));

    assertThat(stated(rows.getFirst(), "household-registration")).containsEntry("householdKind", "他说\"好\"的");
  }

  @Test
  void aCellOfManyLinesInARowThatIsTooLongIsNotCutIntoRows() {
    List<MappedRow> rows = read(mapping, text(HEADING + "A9,\"一\n二\n三\",H\n" + WANG, GB18030));

    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst()).isInstanceOfSatisfying(MappedRow.Rejected.class, rejected -> {
      assertThat(rejected.raw()).isEqualTo("A9,\"一\n二\n三\",H");
      assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("column-count");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\""})
  void aRowThatIsTooLongIsOneRow(String quote) {
    String huge = WANG.replace("家庭户", quote + "x".repeat(300_000) + quote);

    List<MappedRow> rows = read(mapping, text(HEADING + WANG + huge + WANG.replace("A001", "A003"), GB18030));

    assertThat(rows).extracting(MappedRow::row).containsExactly(1L, 2L, 3L);
    assertThat(rows.get(1)).isInstanceOfSatisfying(MappedRow.Rejected.class,
        rejected -> assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("row-too-long"));
    assertThat(claim(rows.get(2), "resident").recordId()).isEqualTo("A003");
  }

  @Test
  void charactersThatOnlySteerADeviceAreLeftOutAndMarked() {
    List<MappedRow> rows = read(mapping, text(HEADING + WANG.replace("山东淄博", "山\u0000东\u001b淄\t博"), GB18030));

    assertThat(stated(rows.getFirst(), "household-registration")).containsEntry("nativePlace", "山东淄\t博");
    assertThat(((MappedRow.Used) rows.getFirst()).findings()).extracting(Finding::rule, Finding::column)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("characters-lost", "JG"));
  }

  @Test
  void quotedCellsMayHoldSeparatorsQuotesAndLineEnds() {
    String row = WANG.replace("家庭户", "\"家,\"\"庭\"\"\r\n户\"").replace("\n370", "370");

    List<MappedRow> rows = read(mapping, text(HEADING + row, GB18030));

    assertThat(stated(rows.getFirst(), "household-registration")).containsEntry("householdKind", "家,\"庭\"\r\n户");
  }

  @Test
  void anIdThatFailsNeverDropsTheRow() {
    List<MappedRow> rows = read(mapping,
        text(HEADING + WANG.replace("37030219430512986X", "370302194305129000"), GB18030));

    MappedRow.Used used = (MappedRow.Used) rows.getFirst();
    assertThat(used.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule()).isEqualTo("resident-id-damaged");
      assertThat(finding.column()).isEqualTo("GMSFHM");
      assertThat(finding.raw()).isEqualTo("370302194305129000");
      assertThat(finding.row()).isEqualTo(1);
    });
    assertThat(stated(used, "resident")).doesNotContainKey("residentId").containsEntry("name", "王桂兰");
    assertThat(claim(used, "resident").identifiers()).isEmpty();
  }

  @Test
  void aRowWithoutItsIdIsRejected() {
    List<MappedRow> rows = read(mapping,
        text(HEADING + WANG.replace("A001", "").replace("山东省淄博市淄川区般阳路5号3号楼2单元501", ""), GB18030));

    assertThat(rows.getFirst()).isInstanceOfSatisfying(MappedRow.Rejected.class,
        rejected -> assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("record-id-missing"));
  }

  @Test
  void aDeclaredCharsetThatLiesIsFoundOut() {
    byte[] bytes = (HEADING + WANG).getBytes(StandardCharsets.UTF_8);

    List<MappedRow> rows = read(mapping, Deliveries.bytes(bytes, java.util.Optional.of(GB18030)));

    assertThat(rows.get(0)).isInstanceOfSatisfying(MappedRow.Noted.class,
        noted -> assertThat(noted.findings()).extracting(Finding::rule).containsExactly("charset-differs"));
    assertThat(stated(rows.get(1), "resident")).containsEntry("name", "王桂兰");
  }

  @Test
  void columnsNobodyMapsAndColumnsThatAreMissingAreNotedOnce() {
    String heading = HEADING.replace("HYZK", "新列");

    List<MappedRow> rows = read(mapping, text(heading + WANG + WANG, GB18030));

    assertThat(rows.get(0)).isInstanceOfSatisfying(MappedRow.Noted.class, noted -> assertThat(noted.findings())
        .extracting(Finding::rule, Finding::column)
        .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("column-missing", "HYZK"),
            org.assertj.core.groups.Tuple.tuple("column-unmapped", "新列")));
    assertThat(rows).hasSize(3);
  }

  @Test
  void aColumnThatADeliveryMayLackIsReadWhereItIsAndNotMissedWhereItIsNot() {
    String longer = HEADING.replace("BDSJ", "BDSJ,FWCS") + WANG.strip() + ",淄川区医院\n";

    assertThat(read(mapping, text(HEADING + WANG, GB18030))).hasSize(1);
    assertThat(read(mapping, text(longer, GB18030))).singleElement()
        .satisfies(row -> assertThat(stated(row, "household-registration")).containsEntry("workplace", "淄川区医院"));
  }

  @Test
  void aFileWithAForeignHeadingIsUnreadable() {
    assertThatThrownBy(() -> read(mapping, text("a,b,c\n1,2,3\n", GB18030))).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> read(mapping, text("", GB18030))).isInstanceOf(Unreadable.class);
  }

  @Test
  void rareCharactersOfGb18030SurviveAndLostOnesAreFound() {
    List<MappedRow> rows = read(mapping,
        text(HEADING + WANG.replace("王桂兰", "王䶮𠮷") + WANG.replace("王桂兰", "王?兰").replace("A001", "A002"), GB18030));

    assertThat(stated(rows.get(0), "resident")).containsEntry("name", "王䶮𠮷");
    assertThat(((MappedRow.Used) rows.get(1)).findings()).extracting(Finding::rule).containsExactly("name-damaged");
  }

  @Test
  void aLongFileReadsTheSameInEveryRow() {
    StringBuilder file = new StringBuilder(HEADING);
    for (int i = 0; i < 20_000; i++) {
      file.append(WANG.replace("A001", "A" + i).replace("王桂兰", i % 3 == 0 ? "王䶮𠮷" : "\"王桂兰\""));
    }

    int[] seen = {0};
    mapping.read(text(file.toString(), GB18030), row -> {
      Claim claim = claim(row, "resident");
      assertThat(claim.recordId()).isEqualTo("A" + seen[0]);
      if (seen[0] % 500 == 0) {
        assertThat(stated(claim)).containsEntry("grid", "370302001001001");
      }
      seen[0]++;
    });

    assertThat(seen[0]).isEqualTo(20_000);
  }
}
