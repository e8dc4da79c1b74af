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
  void anOperatorPausesASourceReadsWhatRewindingMeansAndTriesAMapping() {
    TestAccounts.add(application, "runner", Role.OPERATOR, PASSWORD, false);
    Page page = page(browser.visitor(base(), "zh-CN", 1440));
    logIn(page, "runner", PASSWORD);

    page.navigate("/sources");
    page.getByLabel("暂停 居家养老服务平台").click();
    PlaywrightAssertions.assertThat(page.getByLabel("恢复 居家养老服务平台")).isVisible();
    shoot(page, "sources-paused");
    page.getByLabel("恢复 居家养老服务平台").click();
    PlaywrightAssertions.assertThat(page.getByLabel("暂停 居家养老服务平台")).isVisible();
    look(page, "/sources/registry/rewind", "rewind");
    page.navigate("/mappings/try");
    page.locator("#mapping").fill("mapping: x\nformats: {json: {}}\n");
    page.locator("main form button[type=submit]").click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    page.locator("#mapping").fill("""
                                  mapping: x
                                  title: {zh: 甲, en: A}
                                  formats: {json: {}}
                                  record: id
                                  targets:
                                    - dataset: resident
                                      fields:
                                        name: {from: name, convert: name}
                                  """);
    page.locator("#sample").fill("{\"id\":\"1\",\"name\":\"王桂兰\",\"other\":\"2\"}");
    page.locator("main form button[type=submit]").click();
    PlaywrightAssertions.assertThat(page.locator("main")).containsText("other");
    shoot(page, "try-result");
    look(page, "/rules", "rules");
    look(page, "/mappings/try", "try");
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

  @Test
  void theToolsOfAnOperatorFitANarrowScreenInEnglish() {
    TestAccounts.add(application, "runner", Role.OPERATOR, PASSWORD, false);
    Page page = page(browser.visitor(base(), "en", 360));
    logIn(page, "runner", PASSWORD);

    look(page, "/sources", "sources-operator");
    look(page, "/sources/registry/rejections", "rejections-operator");
    look(page, "/sources/registry/rewind", "rewind");
    look(page, "/rules", "rules");
    look(page, "/mappings/try", "try");
    page.locator("#mapping").fill("""
                                  mapping: x
                                  title: {zh: 甲, en: A}
                                  formats: {json: {}}
                                  record: id
                                  targets:
                                    - dataset: resident
                                      fields:
                                        name: {from: name, convert: name}
                                        birthDate: birth
                                  """);
    page.locator("#sample").fill("{\"id\":\"1\",\"name\":\"王桂兰\",\"birth\":\"1943-13-12\",\"floor\":\"3\"}");
    page.locator("main form button[type=submit]").click();
    PlaywrightAssertions.assertThat(page.locator("main")).containsText("floor");
    shoot(page, "tried");
    checkWithAxe(page, "/mappings/try");
    assertThat(complaints).isEmpty();
  }
}
