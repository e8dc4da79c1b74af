package cn.yilu.catalogue.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private final InMemoryLog log = new InMemoryLog();
  private final EntriesFixture entries = new EntriesFixture(log);

  @AfterEach
  void close() {
    entries.close();
    log.close();
  }

  @Test
  void everyServedDatasetGetsAnEntryAndLinksGetNone() {
    int changed = entries.refresh();

    assertThat(changed).isEqualTo(18);
    assertThat(entries.has("device-wear")).isFalse();
  }

  @Test
  void anEntryThatSaysTheSameIsNotAppendedAgain() {
    entries.refresh();

    int changed = entries.refresh();

    assertThat(changed).isZero();
    assertThat(log.head(CatalogueEntry.TOPIC)).isEqualTo(18);
  }

  @Test
  void aNewSourceMakesANewVersionOfTheDatasetsItFeedsAlone() {
    entries.refresh();
    entries.sources.add(EntriesFixture.ELDERS);

    int changed = entries.refresh();

    assertThat(changed).isEqualTo(1);
    DatasetView view = entries.view("elder-status");
    assertThat(view.version()).isEqualTo(2);
    assertThat(view.sources()).containsExactly(EntriesFixture.ELDERS.source());
    assertThat(view.items().stream().filter(item -> item.name().equals("livingAlone")).findFirst().orElseThrow()
        .origins()).containsExactly(new Origin("elder-xml", "独居"));
  }

  @Test
  void anEntrySaysWhatItsSchemaSays() {
    entries.refresh();

    DatasetView view = entries.view("elder-status");

    assertThat(view.title()).isEqualTo(new Text("老年人养老服务状态", "Elder status"));
    assertThat(view.keywords()).startsWith(new Text("养老", "elder care"), new Text("独居老人", "elder living alone"));
    assertThat(view.provider().uscc()).contains("113703020000000196");
    assertThat(view.shareType()).isEqualTo(new Coded("2", new Text("有条件共享", "Shared on conditions")));
    assertThat(view.items()).extracting(Item::name).startsWith("residentId", "name", "phone").endsWith("grid");
    assertThat(view.items().get(3).codes().orElseThrow().codes())
        .contains(new Coded("3", new Text("重度失能", "Severe loss")));
    assertThat(view.distributions()).extracting(DatasetView.Distribution::path)
        .containsOnly("/api/v1/feeds/elder-status");
  }

  @Test
  void everyClassificationPathHasAResourceCodeThatStays() {
    entries.refresh();
    var before = entries.view("elder-status").codes();
    entries.sources.add(EntriesFixture.ELDERS);

    entries.refresh();

    assertThat(before).hasSize(3).allMatch(code -> code.matches("[123][0-9]{5,}/[0-9]{6}")).doesNotHaveDuplicates();
    assertThat(entries.view("elder-status").codes()).isEqualTo(before);
  }

  @Test
  void noTwoEntriesShareAResourceCode() {
    entries.refresh();

    assertThat(SharedSchemas.released().all().stream().filter(schema -> schema.kind() != DatasetKind.LINK)
        .flatMap(schema -> entries.view(schema.dataset()).codes().stream())).doesNotHaveDuplicates();
  }

  @Test
  void equalFactsMakeEqualTextWithoutBlankNodesOrAddresses() {
    entries.refresh();

    String triples = entries.entry("resident").triples();

    assertThat(triples).doesNotContain("_:").doesNotContain("localhost");
    assertThat(triples.lines()).isSorted();
  }
}
