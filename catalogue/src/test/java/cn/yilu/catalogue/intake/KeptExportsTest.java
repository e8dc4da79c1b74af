package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.http.model.Finding;
import cn.yilu.catalogue.http.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptExportsTest {
  private static final int LONGEST = 100 << 20;
  private final KeptExports exports = new KeptExports();

  @Test
  void aTableOfAllRowsSaysNothingMore() {
    String table = table(exports.table(false, (to, before, limit) -> {
      to.add("a.csv", 3, null, List.of(finding("x")), "whole");
      return new KeptExports.Page(1, 0);
    }));

    assertThat(table.lines()).hasSize(2).last().asString().contains("a.csv", "\"3\"", "whole");
  }

  @Test
  void aTableIsCutBeforeItFillsTheHeapAndSaysSo() {
    String value = "值".repeat(30_000);

    String table = table(exports.table(false, (to, before, limit) -> {
      for (int i = 0; i < limit; i++) {
        to.add("a.csv", i, null, List.of(finding(value)), value);
      }
      return new KeptExports.Page(limit, before - limit);
    }));

    assertThat(table.length()).isLessThan(LONGEST);
    assertThat(table.lines()).hasSizeGreaterThan(100).last().asString().contains("ends here");
  }

  private static String table(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Finding finding(String raw) {
    return new Finding("date-form", new Text("改", "mend")).column("column").raw(raw);
  }
}
