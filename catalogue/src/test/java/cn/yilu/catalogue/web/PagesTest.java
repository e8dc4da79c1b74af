package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.Catalogue;
import cn.yilu.catalogue.dataset.DatasetViews;
import cn.yilu.catalogue.dataset.SearchQuery;
import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The pages of the whole service, with a source that delivers good and bad rows, in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
@SpringBootTest(classes = Catalogue.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PagesTest {
  private static final String PASSWORD = "a password for tests";

  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  DatasetViews datasets;
  @Autowired
  SourceViews sources;
  Browser browser;
  final List<BrowserContext> visitors = new ArrayList<>();
  final List<String> complaints = new ArrayList<>();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Address database = TestDatabase.freshAddress();
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "pages")), "data");
    Path drop = Files.createDirectories(data.resolve("drop"));
    Files.writeString(drop.resolve("czrk.csv"),
        """
        RYBH,HH,HB,YHZGX,XM,XB,MZ,GMSFHM,CSRQ,HKXZ,RHZT,CZRKTYPE,SQDM,WGDM,HISTORY,BDSJ
        A001,H01,1,02,王桂兰,2,汉族,37030219430512986X,19430512,山东省淄博市淄川区般阳路5号3号楼2单元501,1,1,370302001001,370302001001001,0,20250901080000
        A002,H01,1,01,李某,1,01,370302194305129000,19430512,山东省淄博市淄川区般阳路5号3号楼2单元501,1,1,370302001001,370302001001001,0,20250901080000
        A003,H02,1,02,王五
        A004,H03,1,02,"赵六
        """,
        Charset.forName("GB18030"));
    Path folder = Files.createDirectories(data.resolve("sources"));
    Files.writeString(folder.resolve("registry.yaml"), """
                                                       title: {zh: 公安户籍库, en: Household registry}
                                                       department: police
                                                       protocol: files
                                                       mapping: registry
                                                       connection: {folder: "%s", settle: 100ms, every: 200ms}
                                                       """.formatted(drop.toAbsolutePath()));
    Files.writeString(folder.resolve("broken.yaml"),
        """
        title: {zh: 居家养老服务平台, en: Elder care platform}
        department: civil
        protocol: xml
        mapping: registry
        connection: {url: "http://localhost:1/elders", every: 2s, body: "x"}
        """);
    settings.add("yilu.data", data::toString);
    settings.add("yilu.postgres.url", database::url);
    settings.add("yilu.postgres.user", database::user);
    settings.add("yilu.postgres.password", database::password);
  }

  @BeforeAll
  void open() {
    browser = Browser.start();
    TestAccounts.add(application, "officer", Role.OFFICER, PASSWORD, false);
    await().atMost(Duration.ofMinutes(1)).until(() -> datasets.find(SearchQuery.of("")).total() >= 5);
    await().atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(sources.of("registry").getRejected()).as("%s", sources.of("registry"))
            .isPositive());
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @AfterEach
  void leave() {
    visitors.forEach(BrowserContext::close);
    visitors.clear();
    complaints.clear();
  }

  @ParameterizedTest
  @CsvSource({"zh-CN,360", "zh-CN,768", "zh-CN,1440", "en,360", "en,768", "en,1440"})
  void everyPageIsWholeAccessibleAndQuietInTheConsole(String language, int width) {
    Page page = page(browser.visitor(base(), language, width));

    look(page, "/", "home");
    look(page, "/datasets", "datasets");
    look(page, "/datasets?q=" + (language.equals("en") ? "elder" : "老人"), "results");
    look(page, "/datasets?q=zzzz", "empty");
    look(page, "/datasets/resident", "dataset");
    look(page, "/login", "login");
    logIn(page, "officer", PASSWORD);
    look(page, "/sources", "sources");
    look(page, "/sources/registry/rejections", "rejections");
    look(page, "/password", "password");

    assertThat(complaints).isEmpty();
  }

  @Test
  void thePageForDarkRoomsAndThePageForOldEyesAreAccessibleToo() {
    Page dark = page(browser.visitorInTheDark(base()));
    look(dark, "/", "home-dark");
    look(dark, "/datasets/resident", "dataset-dark");
    logIn(dark, "officer", PASSWORD);
    look(dark, "/sources", "sources-dark");

    Page large = page(browser.visitor(base(), "zh-CN", 1440));
    large.navigate("/");
    large.getByText("长者版").click();
    assertThat(large.url()).isEqualTo(base() + "/");
    look(large, "/datasets?q=%E8%80%81%E4%BA%BA", "results-large");
    look(large, "/datasets/resident", "dataset-large");
  }

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
    assertThat(page.locator(".hit").count()).isEqualTo(all);
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

  private String base() {
    return "http://localhost:" + port;
  }

  private Page page(BrowserContext visitor) {
    visitors.add(visitor);
    Page page = visitor.newPage();
    page.setDefaultTimeout(8000);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    return page;
  }

  private void logIn(Page page, String user, String password) {
    page.navigate("/login");
    page.locator("#user").fill(user);
    page.locator("#password").fill(password);
    page.locator("main button[type=submit]").click();
  }

  private static void replace(Page page, String chosen, String repeated) {
    page.locator("#chosen").fill(chosen);
    page.locator("#repeated").fill(repeated);
    page.locator("main button[type=submit]").click();
  }

  private void look(Page page, String path, String name) {
    Response response = page.navigate(path);
    assertThat(response.status()).as(path).isEqualTo(200);
    shoot(page, name);
    if (page.viewportSize().width != 768) {
      checkWithAxe(page, path);
    }
    Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) wider).intValue()).as("sideways overflow of " + path).isZero();
  }

  private static void shoot(Page page, String name) {
    String file = name + "-" + page.locator("html").getAttribute("lang") + "-" + page.viewportSize().width + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", file)).setFullPage(true));
  }

  private static void checkWithAxe(Page page, String path) {
    List<Rule> broken = new AxeBuilder(page).analyze().getViolations();
    assertThat(broken).as(path).extracting(rule -> rule.getId() + ": "
        + rule.getNodes().stream().map(node -> node.getHtml() + " " + node.getFailureSummary()).limit(3).toList())
        .isEmpty();
  }
}
