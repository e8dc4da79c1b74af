package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page at three widths, in both languages, in the dark and for old eyes. */
class LookTest extends PageTest {

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
    look(page, "/sources/registry/findings", "findings");
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
}
