package cn.yilu.catalogue.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.dataset.EntryChange.What;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.schemas.Text;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryHistoryTest {
  private final InMemoryLog log = new InMemoryLog();
  private final EntriesFixture entries = new EntriesFixture(log);
  private final EntryHistory history = entries.history();

  @AfterEach
  void close() {
    entries.close();
    log.close();
  }

  @Test
  void versionsAreListedNewestFirstWithWhatChanged() {
    entries.refresh();
    entries.sources.add(EntriesFixture.ELDERS);
    entries.refresh();

    var versions = history.versions("elder-status");

    assertThat(versions).extracting(EntryHistory.Version::number).containsExactly(2, 1);
    assertThat(versions.getLast().changes()).containsExactly(EntryChange.of(What.FIRST));
    assertThat(versions.getFirst().changes())
        .contains(new EntryChange(What.SOURCE_ADDED, List.of(EntriesFixture.ELDERS.source().title())))
        .extracting(EntryChange::what).containsOnly(What.ITEM_FED, What.SOURCE_ADDED);
  }

  @Test
  void anEarlierVersionIsReadAsItWas() {
    entries.refresh();
    entries.sources.add(EntriesFixture.ELDERS);
    entries.refresh();

    assertThat(history.version("elder-status", 1).orElseThrow().sources()).isEmpty();
    assertThat(history.version("elder-status", 2)).contains(entries.view("elder-status"));
    assertThat(history.version("elder-status", 3)).isEmpty();
    assertThat(history.version("nothing", 1)).isEmpty();
    assertThat(history.versions("nothing")).isEmpty();
  }

  @Test
  void aProviderIsCalledAsItIsRegistered() {
    entries.refresh();
    entries.registered.put("civil",
        new Department("civil", new Text("某区民政局", "Civil affairs of some district"), Optional.empty()));
    entries.refresh();

    assertThat(entries.view("elder-status").provider().name().zh()).isEqualTo("某区民政局");
    assertThat(history.versions("elder-status").getFirst().changes()).extracting(EntryChange::what)
        .startsWith(What.PROVIDER);
  }
}
