package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Finding a dataset and reading its page. */
class DatasetPagesTest extends PageTest {

  @Test
  void theLanguageIsSwitchedInTheHeadAndRemembered() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));

    page.navigate("/datasets?q=resident");
    page.getByText("English").click();

    assertThat(page.url()).isEqualTo(base() + "/datasets?q=resident");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
    page.navigate("/");
    assertThat(page.locator("h1").innerText()).isEqualTo("Entered once, useful everywhere");
  }

  @Test
  void searchingNeedsOnlyTheKeyboard() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    page.navigate("/");

    page.keyboard().press("/");
    page.keyboard().type("居民", new com.microsoft.playwright.Keyboard.TypeOptions().setDelay(20));
    page.locator("[role=option]").first().waitFor();
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "suggestions.png")));
    page.keyboard().press("ArrowDown");
    String chosen = page.locator("[role=option][aria-selected=true]").innerText();
    page.keyboard().press("Enter");
    page.waitForURL("**/datasets?q=*");

    PlaywrightAssertions.assertThat(page.locator("input[name=q]")).hasValue(chosen);
    PlaywrightAssertions.assertThat(page.locator(".hit").first()).isVisible();
    assertThat(complaints).isEmpty();
  }

  @Test
  void facetsNarrowWidenAndAreTakenAwayAsChips() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    page.navigate("/datasets");
    int all = page.locator(".hit").count();

    page.locator(".facets a").first().click();
    PlaywrightAssertions.assertThat(page.locator(".chip")).hasCount(1);
    assertThat(page.locator(".hit").count()).isBetween(1, all);
    page.locator(".chip").click();

    assertThat(page.url()).isEqualTo(base() + "/datasets");
    PlaywrightAssertions.assertThat(page.locator(".hit")).hasCount(all);
  }

  @Test
  void aCodeListOpensInPlaceAndItemsCanBeFiltered() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    page.navigate("/datasets/resident");

    page.locator("#item-sex summary").click();
    PlaywrightAssertions.assertThat(page.locator("#item-sex .codes li").first()).isVisible();
    page.locator("input[data-filter]").fill("sex");

    PlaywrightAssertions.assertThat(page.locator("#item-sex")).isVisible();
    PlaywrightAssertions.assertThat(page.locator("#item-name")).isHidden();
    PlaywrightAssertions.assertThat(page.locator("#lineage svg .source").first()).isVisible();
  }

  @Test
  void anOrganisationIsTheProviderByItsOwnNameAndTheVersionBeforeCanStillBeSeen() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    String token = new JsonMapper().readTree(page.request().post(base() + "/api/v1/logins", RequestOptions.create()
        .setData(Map.of("user", "operator", "password", PASSWORD))).text()).path("token").asString();
    page.request().post(base() + "/api/v1/organisations", RequestOptions.create()
        .setHeader("Authorization", "Bearer " + token)
        .setData(Map.of("id", "health", "name", Map.of("zh", "某区卫生健康局", "en", "Health bureau of a district"))));
    await().untilAsserted(() -> assertThat(page.request().get(base() + "/datasets/health-summary",
        RequestOptions.create().setHeader("Accept", "text/html")).text()).contains("某区卫生健康局"));

    page.navigate("/datasets/health-summary#versions");
    PlaywrightAssertions.assertThat(page.locator(".versions > li").first()).containsText("提供方或数源部门有修改");
    page.locator(".versions").getByText("第 1 版").click();

    PlaywrightAssertions.assertThat(page.locator(".notice")).containsText("您正在查看第 1 版");
    PlaywrightAssertions.assertThat(page.locator(".crumbs")).not().containsText("某区卫生健康局");
    checkWithAxe(page, "version");
    shoot(page, "version");
    page.locator(".notice a").click();
    PlaywrightAssertions.assertThat(page.locator(".crumbs")).containsText("某区卫生健康局");
    assertThat(page.navigate("/datasets/health-summary/versions/99").status()).isEqualTo(404);
  }
}
