package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in, an answer comes out: rows, or the word that it cannot be read. */
class DirtTest {
  private static final String SCRAPS = "0123456789XxE+-./,年月日号楼单元栋室东户#三十一王·•？?ＡＸ１２ \t\u3000是否无不详省市淄川区'\"ab\ue000𠮷";

  @Test
  void rowsOfScrapsAlwaysEndAsRows() {
    Random random = new Random(42);
    for (String name : List.of("registry", "property-files")) {
      Mapping mapping = Deliveries.released(name);
      String heading = name.equals("registry")
          ? "RYBH,HH,HB,YHZGX,XM,CYM,XB,MZ,JG,GMSFHM,CSRQ,HKXZ,HYZK,WHCD,RHZT,CZRKTYPE,PCSDM,SQDM,WGDM,HISTORY,BDSJ"
          : "编号,小区,楼栋,单元,房号,房屋地址,不动产单元号,建筑面积,姓名,性别,手机,证件号,身份,应收,入住日期,社区代码";
      StringBuilder file = new StringBuilder(heading).append('\n');
      int columns = heading.split(",").length;
      for (int row = 0; row < 3000; row++) {
        for (int column = 0; column < columns; column++) {
          file.append(column > 0 ? "," : "").append('"').append(scrap(random).replace("\"", "\"\"")).append('"');
        }
        file.append('\n');
      }

      List<MappedRow> rows = Deliveries.read(mapping, Deliveries.text(file.toString(), Charset.forName("GB18030")));

      assertThat(rows.stream().filter(row -> row.row() > 0)).hasSize(3000);
      rows.forEach(DirtTest::decodes);
    }
  }

  private static void decodes(MappedRow row) {
    if (row instanceof MappedRow.Used used) {
      used.claims().forEach(Deliveries::stated);
    }
  }

  private static String scrap(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(4) == 0 ? 24 : 8);
    int[] points = SCRAPS.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"registry,registry/czrk.csv", "property-files,property-files/ledger.csv",
      "elder-xml,elder-xml/elders.xml",
      "elder-mqtt,elder-mqtt/page.json", "health-mllp,health-mllp/registration.hl7"})
  void damagedBytesEndAsRowsOrAsUnreadable(String name, String sample) throws java.io.IOException {
    Mapping mapping = Deliveries.released(name);
    byte[] whole = Files.readAllBytes(Path.of("src/test/resources/golden").resolve(sample));
    Random random = new Random(1);
    Map<Boolean, Integer> answers = new HashMap<>();
    for (int round = 0; round < 300; round++) {
      byte[] damaged = java.util.Arrays.copyOf(whole,
          random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int i = 0; i < 3 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      answers.merge(isRead(mapping, damaged), 1, Integer::sum);
    }

    assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
  }

  private static boolean isRead(Mapping mapping, byte[] damaged) {
    try {
      Deliveries.read(mapping, Deliveries.bytes(damaged, Optional.of(StandardCharsets.UTF_8)))
          .forEach(DirtTest::decodes);
      return true;
    } catch (Unreadable e) {
      return false;
    }
  }
}
