package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.duplicate.DirtyTown;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The work list of candidate duplicates, as a clerk goes through it. */
class DuplicatePagesTest extends PageTest {
  @Autowired
  private DataDirectory data;
  private DirtyTown town;

  @BeforeAll
  void dirt() throws IOException {
    DirtyTown.found(data.sources());
    town = DirtyTown.open(application, port);
    town.state("police-desk", "1", "", "陈东", "1950-03-02", "山东省淄博市淄川区般阳路7号城中花园3号楼2单元501");
    town.state("care-desk", "1", "", "陳 東", "1950-03-02", "山东省淄博市淄川区般阳路7号城中花园3号楼2单元501");
    town.state("police-desk", "2", "", "李秀英", "1951-04-03", "昆仑路1号");
    town.state("care-desk", "2", "37030219510403982X", "李秀英", "1951-04-03", "昆仑路1号");
    town.state("police-desk", "3", "370302195203049812", "孙建国", "1952-03-04", "西河路2号");
    String at = town.state("care-desk", "3", "370302195203049812", "赵大海", "1952-03-04", "西河路2号");
    town.read("/api/v1/duplicates", at);
  }

  @AfterAll
  void clean() throws IOException {
    for (String file : new String[]{"police-desk.yaml", "care-desk.yaml"}) {
      Path source = data.sources().resolve(file);
      Files.deleteIfExists(source);
    }
  }

  @ParameterizedTest
  @CsvSource({"zh-CN,360", "zh-CN,768", "zh-CN,1440", "en,360", "en,768", "en,1440"})
  void theListAndBothKindsOfCandidatesAreWholeAndAccessible(String language, int width) {
    Page page = page(browser.visitor(base(), language, width));
    logIn(page, "clerk", PASSWORD);

    look(page, "/duplicates", "duplicates");
    look(page, "/duplicates?state=decided", "duplicates-decided");
    look(page, "/duplicates/next?reason=alike", "duplicate-alike");
    look(page, "/duplicates/next?reason=differing", "duplicate-differing");

    assertThat(complaints).isEmpty();
  }

  @Test
  void aClerkDecidesByKeysSkipsAndUndoes() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    page.navigate("/duplicates");
    assertThat(page.url()).isEqualTo(base() + "/login");
    logIn(page, "clerk", PASSWORD);
    page.navigate("/duplicates");

    page.keyboard().press("n");
    PlaywrightAssertions.assertThat(page.locator("h1")).containsText("吗");
    page.waitForLoadState();
    String first = page.url();
    page.keyboard().press("k");
    page.waitForURL(url -> !url.equals(first));
    String second = page.locator("form.none, main form").first().getAttribute("action");
    page.locator("#why").fill("sdku 电话核实");
    page.keyboard().press("Escape");
    page.locator("h1").click();
    page.locator("#main").evaluate("e => document.activeElement.blur()");
    page.keyboard().press("d");
    PlaywrightAssertions.assertThat(page.locator(".notice.done")).isVisible();
    shoot(page, "duplicate-after");
    assertThat(page.locator("main form").last().getAttribute("action")).isNotEqualTo(second);
    page.keyboard().press("u");
    page.waitForURL(url -> url.contains(second));
    PlaywrightAssertions.assertThat(page.locator("#why")).isVisible();
    page.locator("button[value=same]").click();
    page.navigate(second);
    PlaywrightAssertions.assertThat(page.locator(".box.decide")).containsText("是同一个");
    shoot(page, "duplicate-decided");
    page.locator(".box.decide form button").click();
    PlaywrightAssertions.assertThat(page.locator("#why")).isVisible();
    assertThat(complaints).isEmpty();
  }

  @Test
  void whoDoesNotAnswerForTheDataSeesMaskedValuesAndNoButtons() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(page, "stranger", PASSWORD);

    look(page, "/duplicates/next?reason=differing", "duplicate-masked");

    PlaywrightAssertions.assertThat(page.locator("table.two")).containsText("孙**");
    assertThat(page.locator("button[value=same]").count()).isZero();
    assertThat(page.content()).doesNotContain("孙建国", "赵大海", "13800000000", "370302195203049812", "1952-03");
    Page auditor = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(auditor, "auditor", PASSWORD);
    assertThat(auditor.navigate("/duplicates").status()).isEqualTo(403);
    assertThat(auditor.locator("header nav").innerText()).doesNotContain("疑似重复");
  }

  @Test
  void aFormFromElsewhereDecidesNothing() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(page, "clerk", PASSWORD);
    page.navigate("/duplicates/next?reason=differing");
    String action = page.locator("main form:has(#why)").getAttribute("action");

    APIResponse foreign = page.request().post(base() + action,
        RequestOptions.create().setForm(FormData.create().set("verdict", "same").set("after", "resident:0")));

    assertThat(foreign.status()).isEqualTo(403);
    page.navigate(action);
    PlaywrightAssertions.assertThat(page.locator("#why")).isVisible();
  }

  @Test
  void whoDecidesOnWhatIsNoLongerSuspectedIsLedToTheNext() {
    town.state("police-desk", "4", "", "钱前", "1953-03-04", "太河路2号");
    String at = town.state("care-desk", "4", "", "钱前", "1953-03-04", "太河路2号");
    town.read("/api/v1/duplicates", at);
    Page page = page(browser.visitor(base(), "en", 360));
    logIn(page, "clerk", PASSWORD);
    page.navigate("/duplicates/next?reason=alike");
    while (!page.content().contains("钱前")) {
      page.locator("[data-key=k]").click();
      page.waitForLoadState();
    }
    String mended = town.state("care-desk", "4", "", "钱后", "1953-03-04", "太河路2号");
    town.read("/api/v1/duplicates", mended);

    page.locator("button[value=same]").click();

    PlaywrightAssertions.assertThat(page.locator(".notice")).containsText("Nothing was decided");
    PlaywrightAssertions.assertThat(page.locator("h1")).containsText("one?");
    shoot(page, "duplicate-gone");
    assertThat(complaints).isEmpty();
  }
}
