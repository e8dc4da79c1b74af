package cn.yilu.examples.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EstateApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient client = HttpClient.newHttpClient();
  private EstateApi estate;

  @BeforeEach
  void open() throws IOException {
    estate = new EstateApi(new Town(1, 2_000), Ports.anyFree(), "secret", Clock.systemUTC());
  }

  @AfterEach
  void close() {
    estate.close();
    client.close();
  }

  @Test
  void pagesCountFromZeroAndTheLastComesAgainBeyondItself() throws Exception {
    Set<String> seen = new HashSet<>();
    String token = token();
    for (int page = 0; page < 5; page++) {
      page(token, page, 50).path("data").path("list")
          .forEach(row -> seen.add(row.path("link") + row.path("name").asString()));
    }

    JsonNode far = page(token, 1_000, 50);

    assertThat(seen).hasSizeGreaterThan(200);
    assertThat(far.path("data").path("list").size()).isEqualTo((estate.rows() - 1) % 50 + 1);
    assertThat(far).isEqualTo(page(token(), 2_000, 50));
  }

  @Test
  void aTokenWearsOutInTheMiddleAndThatIsSaidWithinHttp200() throws Exception {
    String token = token();
    for (int page = 0; page < 7; page++) {
      assertThat(page(token, page, 10).path("code").asInt()).isZero();
    }

    assertThat(page(token, 7, 10).path("code").asInt()).isEqualTo(401);
    assertThat(page(token(), 7, 10).path("code").asInt()).isZero();
  }

  @Test
  void whenItIsOutOfOrderNobodyAnswersAndLaterItIsBackAtItsAddress() throws Exception {
    String token = token();
    estate.toggle();

    assertThatThrownBy(() -> page(token, 0, 10)).isInstanceOf(IOException.class);
    estate.toggle();

    assertThat(page(token, 0, 10).path("code").asInt()).isZero();
  }

  private String token() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(estate.url().replace("residents", "token")))
        .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"yilu\",\"password\":\"secret\"}"))).path("data")
        .path("token").asString();
  }

  private JsonNode page(String token, int page, int size) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(estate.url() + "?page=" + page + "&size=" + size + "&updatedFrom="))
        .header("X-Token", token));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JSON.readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }
}
