package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;

/** Pages for people who log in. */
class StaffPagesTest extends PageTest {

  @Test
  void sourcesAreForPeopleWithARoleAndRenewThemselves() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));

    page.navigate("/sources");
    assertThat(page.url()).isEqualTo(base() + "/login");
    page.getByLabel("用户名").fill("officer");
    page.getByLabel("密码").fill(PASSWORD);
    page.getByRole(AriaRole.MAIN).getByRole(AriaRole.BUTTON).click();

    assertThat(page.url()).startsWith(base() + "/sources");
    page.waitForResponse(answer -> answer.url().endsWith("/sources") && answer.status() == 200
        && answer.request().headers().containsKey("hx-request"), () -> {});
    page.locator("#rejected-registry").click();
    PlaywrightAssertions.assertThat(page.locator("h1")).hasText("退回的行");
    PlaywrightAssertions.assertThat(page.locator("tbody tr").first()).isVisible();
    page.getByText("退出").click();
    page.navigate("/sources/registry/rejections");
    assertThat(page.url()).isEqualTo(base() + "/login");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aLaneShowsHowFarASourceIsReadAndHowItWentLately() {
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(page, "officer", PASSWORD);
    page.navigate("/sources");

    PlaywrightAssertions.assertThat(page.locator(".lane", new Page.LocatorOptions().setHasText("公安户籍库")))
        .containsText("czrk.csv · 4");
    page.locator(".lane .pace polyline").first().waitFor(new Locator.WaitForOptions().setTimeout(40_000)
        .setState(WaitForSelectorState.ATTACHED));
    assertThat(page.locator(".lane .pace").allInnerTexts()).anyMatch(text -> text.contains("今日 4"));
    page.navigate("/");
    PlaywrightAssertions.assertThat(page.locator(".figures")).containsText("今日接收");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aOneTimePasswordLeadsToItsReplacementBeforeAnythingElse() {
    TestAccounts.add(application, "newcomer", Role.AUDITOR, "once only, please", true);
    Page page = page(browser.visitor(base(), "en", 1440));

    logIn(page, "newcomer", "once only, please");
    assertThat(page.url()).isEqualTo(base() + "/password");
    page.navigate("/sources");
    assertThat(page.url()).isEqualTo(base() + "/password");
    look(page, "/password", "password-once");
    replace(page, "my own password", "my own passwort");
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT)).containsText("differ");
    replace(page, "my own password", "my own password");

    assertThat(page.url()).isEqualTo(base() + "/sources");
    PlaywrightAssertions.assertThat(page.locator(".lane").first()).isVisible();
    Page again = page(browser.visitor(base(), "en", 1440));
    logIn(again, "newcomer", "once only, please");
    PlaywrightAssertions.assertThat(again.getByRole(AriaRole.ALERT)).isVisible();
  }

  static void replace(Page page, String chosen, String repeated) {
    page.locator("#chosen").fill(chosen);
    page.locator("#repeated").fill(repeated);
    page.locator("main button[type=submit]").click();
  }
}
