package cn.yilu.catalogue.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Chromium for the tests of one class. Where it or a Chinese font is missing, root installs Debian's. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path FONTS = Path.of("/usr/share/fonts/opentype/noto");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  static Browser start() {
    install();
    Playwright playwright = Playwright
        .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
        .setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
  }

  /** A visitor without cookies, whose browser prefers this language and has a window of this width. */
  BrowserContext visitor(String base, String language, int width) {
    return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setBaseURL(base)
        .setLocale(language).setViewportSize(width, 900));
  }

  /** A visitor whose browser runs no scripts. */
  BrowserContext visitorWithoutScripts(String base) {
    return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setBaseURL(base)
        .setLocale("zh-CN").setJavaScriptEnabled(false));
  }

  /** A visitor who prefers dark pages. */
  BrowserContext visitorInTheDark(String base) {
    return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setBaseURL(base)
        .setLocale("zh-CN").setViewportSize(1440, 900)
        .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
  }

  private static void install() {
    if (Files.isExecutable(CHROMIUM) && Files.isDirectory(FONTS)) {
      return;
    }
    try {
      Process install = new ProcessBuilder("sh", "-c",
          "apt-get update -q && apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk").inheritIO()
          .start();
      if (install.waitFor() != 0) {
        throw new IllegalStateException("chromium and fonts-noto-cjk are needed; install them as root");
      }
    } catch (IOException e) {
      throw new IllegalStateException("chromium and fonts-noto-cjk are needed", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
