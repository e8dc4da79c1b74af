package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.RunningCatalogue;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The pages of the whole service in a real browser; what the console complains of is kept. */
abstract class PageTest extends RunningCatalogue {
  Browser browser;
  final List<BrowserContext> visitors = new ArrayList<>();
  final List<String> complaints = new ArrayList<>();

  @BeforeAll
  void open() {
    browser = Browser.start();
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

  final String base() {
    return "http://localhost:" + port;
  }

  final Page page(BrowserContext visitor) {
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

  final void logIn(Page page, String user, String password) {
    page.navigate("/login");
    page.locator("#user").fill(user);
    page.locator("#password").fill(password);
    page.locator("main button[type=submit]").click();
  }

  final void look(Page page, String path, String name) {
    Response response = page.navigate(path);
    assertThat(response.status()).as(path).isEqualTo(200);
    shoot(page, name);
    if (page.viewportSize().width != 768) {
      checkWithAxe(page, path);
    }
    Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) wider).intValue()).as("sideways overflow of " + path).isZero();
  }

  static void shoot(Page page, String name) {
    String file = name + "-" + page.locator("html").getAttribute("lang") + "-" + page.viewportSize().width + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", file)).setFullPage(true));
  }

  static void checkWithAxe(Page page, String path) {
    List<Rule> broken = new AxeBuilder(page).analyze().getViolations();
    assertThat(broken).as(path).extracting(rule -> rule.getId() + ": "
        + rule.getNodes().stream().map(node -> node.getHtml() + " " + node.getFailureSummary()).limit(3).toList())
        .isEmpty();
  }
}
