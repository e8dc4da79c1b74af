package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.duplicate.DirtyTown;
import cn.yilu.catalogue.http.model.SourceSnapshot;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.record.Records;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a clerk does with rejected rows and with full deliveries that lack too much. */
class SourceWorkTest extends PageTest {
  @Autowired
  private DataDirectory data;
  @Autowired
  private Records records;

  @BeforeAll
  void worker() {
    TestAccounts.add(application, "worker", Role.OPERATOR, PASSWORD, false);
  }

  @Test
  void rejectedRowsAreFilteredReplayedAndExported() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(page, "worker", PASSWORD);
    page.navigate("/sources/registry/rejections");
    int all = page.locator("tbody tr").count();
    String rule = page.locator("tbody td a code").first().innerText();

    page.getByLabel("规则", new Page.GetByLabelOptions().setExact(true)).first().fill(rule);
    page.locator("main form[method=get] button").click();

    assertThat(page.url()).contains("rule=" + rule);
    assertThat(page.locator("tbody td a code").allInnerTexts()).isNotEmpty().containsOnly(rule);
    page.navigate("/sources/registry/rejections?rule=nothing-breaks-this");
    PlaywrightAssertions.assertThat(page.locator("main .empty")).isVisible();
    page.navigate("/sources/registry/rejections");
    page.locator("main form[action$='/replay'] button").click();
    page.waitForCondition(() -> {
      page.navigate("/sources/registry/rejections");
      return page.locator("[role=status]").count() > 0
          && page.locator("[role=status]").innerText().contains("上次重放");
    });
    assertThat(page.locator("tbody tr").count()).isEqualTo(all);
    shoot(page, "rejections-replayed");
    Locator export = page.locator("a[href*='rejected.csv']");
    APIResponse table = page.request().get(base() + export.getAttribute("href"));
    assertThat(table.status()).isEqualTo(200);
    assertThat(table.text()).contains(rule);
    assertThat(complaints).isEmpty();
  }

  @Test
  void whatIsWrongInUsedRowsIsAClickAwayFromItsCount() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(page, "worker", PASSWORD);
    page.navigate("/sources");
    page.locator("#findings-registry").click();

    assertThat(page.url()).endsWith("/sources/registry/findings");
    assertThat(page.locator("tbody").innerText()).contains("A00");
    Locator chip = page.locator(".chips a").first();
    String rule = chip.locator("[data-rule]").getAttribute("data-rule");
    chip.click();
    assertThat(page.url()).contains("rule=" + rule);
    assertThat(page.locator(".chips a[aria-current] [data-rule]").first().getAttribute("data-rule")).isEqualTo(rule);
    assertThat(page.locator("tbody tr").count()).isPositive();
    shoot(page, "findings-of-one-rule");
    APIResponse table = page.request().get(base() + page.locator("a[href*='findings.csv']").getAttribute("href"));
    assertThat(table.text()).contains(rule);
    page.navigate("/sources/registry/findings?before=1");
    PlaywrightAssertions.assertThat(page.locator("main .empty")).isVisible();
    assertThat(page.request().get(base() + "/sources/registry/findings?before=never").status()).isEqualTo(400);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aFullDeliveryThatLacksTooMuchWaitsAndANoKeepsWhatIsMissing() throws IOException {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    try {
      Locator lane = waiting(page, "census", "入户普查");
      long before = records.count("resident");

      PlaywrightAssertions.assertThat(lane.locator("p").getByText("等待确认")).isVisible();
      shoot(page, "snapshot-waiting");
      checkWithAxe(page, "/sources");
      lane.getByText("全部保留").click();

      PlaywrightAssertions.assertThat(lane.getByText("全部保留")).hasCount(0);
      shoot(page, "snapshot-kept");
      assertThat(records.count("resident")).isEqualTo(before);
      assertThat(complaints).isEmpty();
    } finally {
      Files.deleteIfExists(data.sources().resolve("census.yaml"));
    }
  }

  @Test
  void aYesWithdrawsWhatAFullDeliveryLacks() throws IOException {
    Page page = page(browser.visitor(base(), "en", 360));
    try {
      Locator lane = waiting(page, "recount", "Recount");
      long before = records.count("resident");
      shoot(page, "snapshot-waiting");

      lane.getByText("Withdraw what is missing").click();

      PlaywrightAssertions.assertThat(lane.getByText("Withdraw what is missing")).hasCount(0);
      await().atMost(Duration.ofSeconds(30)).until(() -> records.count("resident") == before - 5);
      shoot(page, "snapshot-withdrawn");
      assertThat(complaints).isEmpty();
    } finally {
      Files.deleteIfExists(data.sources().resolve("recount.yaml"));
    }
  }

  /** The lane of a source whose second full delivery lacks half of the first. */
  private Locator waiting(Page page, String source, String title) throws IOException {
    DirtyTown.found(data.sources());
    Path drop = Files.createDirectories(data.tmp().resolve(source));
    Files.deleteIfExists(data.sources().resolve("police-desk.yaml"));
    Files.deleteIfExists(data.sources().resolve("care-desk.yaml"));
    Files.writeString(drop.resolve("a.json"), people(10));
    Files.writeString(data.sources().resolve(source + ".yaml"),
        """
        title: {zh: %1$s, en: %1$s}
        department: police
        protocol: files
        mapping: people
        delivers: snapshot
        connection: {folder: "%2$s", include: "*.json", settle: 100ms, every: 200ms}
        """.formatted(title, drop.toAbsolutePath()));
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
        .untilAsserted(() -> assertThat(sources.of(source).getReceived()).isEqualTo(10));
    Files.writeString(drop.resolve("b.json"), people(5));
    await().atMost(Duration.ofSeconds(30)).until(() -> waits(source));
    logIn(page, "worker", PASSWORD);
    page.navigate("/sources");
    return page.locator(".lane", new Page.LocatorOptions().setHasText(title));
  }

  private boolean waits(String source) {
    SourceSnapshot snapshot = sources.of(source).getSnapshot();
    return snapshot != null && snapshot.getState() == SourceSnapshot.StateEnum.WAITING;
  }

  private static String people(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj("{\"id\":\"%1$d\",\"name\":\"周红\",\"birth\":\"1960-01-%1$02d\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
