package cn.yilu.examples.elder;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ElderCentreTest {
  private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T04:00:00Z"), ZoneOffset.UTC);
  @TempDir
  Path folder;

  @Test
  void theListIsADocumentInAStringAndHasWangGuilan() throws Exception {
    try (ElderCentre centre = centre()) {
      Document list = ask(centre, "");

      assertThat(list.getDocumentElement().getTagName()).isEqualTo("老人列表");
      assertThat(list.getElementsByTagName("老人").getLength()).isEqualTo((int) centre.entries());
      assertThat(list.getElementsByTagName("老人").item(0).getTextContent()).startsWith(
          "L000001王桂兰 ３７０３０２１９４３０５１２９８６Ｘ重度失能").contains("是", "138 0000 0000", "D000123");
    }
  }

  @Test
  void sinceLeavesOutWhoDidNotChangeAndARestartKnowsTheChanges() throws Exception {
    try (ElderCentre centre = centre()) {
      assertThat(ask(centre, "2026-01-01 00:00:00").getElementsByTagName("老人").getLength()).isZero();
      centre.change(new SplittableRandom(1));
      assertThat(ask(centre, "2026-03-01 12:00:00").getElementsByTagName("老人").getLength()).isPositive();
    }
    try (ElderCentre centre = centre()) {
      assertThat(ask(centre, "2026-03-01 12:00:00").getElementsByTagName("老人").getLength()).isPositive();
    }
  }

  private ElderCentre centre() throws Exception {
    return new ElderCentre(folder, new Town(1, 1_000), new Ports(new Kept(folder.resolve("ports"))),
        "tcp://127.0.0.1:1", Duration.ofSeconds(1), NOON);
  }

  private static Document ask(ElderCentre centre, String since) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(HttpRequest.newBuilder(URI.create(centre.url())).POST(HttpRequest.BodyPublishers
          .ofString("<x><since>" + since + "</since></x>")).build(), HttpResponse.BodyHandlers.ofString()).body();
      return parse(parse(answer).getElementsByTagName("GetEldersResult").item(0).getTextContent());
    }
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }
}
