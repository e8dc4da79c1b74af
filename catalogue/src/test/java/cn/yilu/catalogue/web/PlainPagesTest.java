package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;

/** What holds for every page. */
class PlainPagesTest extends PageTest {

  @Test
  void whatIsNotThereIsSaidInAFriendlyWay() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));

    Response unknown = page.navigate("/datasets/no-such-thing");
    assertThat(unknown.status()).isEqualTo(404);
    PlaywrightAssertions.assertThat(page.locator("h1")).hasText("没有找到");
    checkWithAxe(page, "problem");
    shoot(page, "problem");
    Response nowhere = page.navigate("/nowhere/at/all");
    assertThat(nowhere.status()).isEqualTo(404);
    PlaywrightAssertions.assertThat(page.locator("h1")).hasText("没有找到");
  }

  @Test
  void pagesCarryHeadersThatKeepForeignScriptsOut() {
    Response home = page(browser.visitor(base(), "zh-CN", 1440)).navigate("/");

    assertThat(home.headerValue("content-security-policy")).contains("script-src 'self'")
        .contains("frame-ancestors 'none'").doesNotContain("unsafe");
    assertThat(home.headerValue("x-content-type-options")).isEqualTo("nosniff");
    assertThat(home.headerValue("referrer-policy")).isEqualTo("same-origin");
  }

  @Test
  void theFirstPageNamesADepartmentOnce() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    page.navigate("/");

    PlaywrightAssertions.assertThat(page.locator(".columns a[href*='theme=base/'], .columns a[href*='theme=topic/']"))
        .not().hasCount(0);
    PlaywrightAssertions.assertThat(page.locator(".columns a[href*='provider=']")).not().hasCount(0);
    PlaywrightAssertions.assertThat(page.locator(".columns a[href*='theme=department']")).hasCount(0);
  }

  @Test
  void everythingWorksWithoutScripts() {
    BrowserContext visitor = browser.visitorWithoutScripts(base());
    visitors.add(visitor);
    Page page = visitor.newPage();

    page.navigate("/");
    page.locator("input[name=q]").fill("居民");
    page.locator("form[role=search] button").click();
    page.locator(".hit a").first().click();

    assertThat(page.url()).contains("/datasets/");
    logIn(page, "officer", PASSWORD);
    page.navigate("/sources");
    PlaywrightAssertions.assertThat(page.locator(".lane").first()).isVisible();
  }

  @Test
  void theSameAddressAnswersProgramsWithAGraphAndBrowsersWithAPage() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));

    assertThat(typeOf(page, "text/turtle")).startsWith("text/turtle");
    assertThat(typeOf(page, "text/html,application/xhtml+xml,*/*;q=0.8")).startsWith("text/html");
    assertThat(typeOf(page, "*/*")).isNotEmpty();
  }

  @Test
  void howTheLogStandsIsShownToOperatorsAlone() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));

    assertThat(health(page)).contains("UP").doesNotContain("generation");
    logIn(page, "officer", PASSWORD);
    assertThat(health(page)).contains("UP").doesNotContain("generation");
    Page operators = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(operators, "operator", PASSWORD);
    assertThat(health(operators)).contains("\"generation\":1", "\"compaction\":", "\"on\":true");
  }

  private String health(Page page) {
    return page.request().get(base() + "/actuator/health").text();
  }

  private String typeOf(Page page, String accept) {
    var answer = page.request().get(base() + "/datasets/resident",
        com.microsoft.playwright.options.RequestOptions.create().setHeader("Accept", accept));
    assertThat(answer.status()).as(accept).isEqualTo(200);
    return answer.headers().getOrDefault("content-type", "");
  }

  @Test
  void theContractIsServedAndShown() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));

    page.navigate("/docs");
    page.locator(".opblock").first().waitFor();
    shoot(page, "docs");

    assertThat(page.request().get(base() + "/openapi.yaml").headers().get("content-type"))
        .startsWith("application/yaml");
    assertThat(complaints).isEmpty();
  }
}
