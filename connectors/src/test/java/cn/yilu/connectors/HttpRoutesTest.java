package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpRoutesTest {
  private static final Map<String, String> BY_PAGE = Map.of("pages.by", "page", "pages.size", "10", "parameters.pageNo",
      "${page}", "parameters.pageSize", "${size}");

  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  @AutoClose
  private final Vendor vendor = new Vendor(asked -> asked.json("[]"));

  HttpRoutesTest() throws IOException {}

  @Test
  void pagesFromOneWithATotalAreAllTakenOnce() throws Exception {
    vendor.behave(asked -> asked.json("{\"code\":0,\"data\":{\"total\":25,\"rows\":"
        + Vendor.rows(25, (asked.number("pageNo") - 1) * 10, asked.number("pageSize")) + "}}"));
    start(BY_PAGE, Map.of("rows", "data.rows", "total", "data.total", "error.path", "code"));

    assertThat(taken(3)).isEqualTo(numbers(25));
    assertThat(questions(3)).isEqualTo(List.of("1", "2", "3"));
  }

  @Test
  void pagesFromZeroWithoutATotalEndAtAShortPage() throws Exception {
    vendor.behave(asked -> asked.json("{\"list\":" + Vendor.rows(25, asked.number("pageNo") * 10, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list", "pages.first", "0"));

    assertThat(taken(3)).isEqualTo(numbers(25));
    assertThat(questions(3)).isEqualTo(List.of("0", "1", "2"));
  }

  @Test
  void anEmptyPageIsTheEndAndNothingToHandOn() throws Exception {
    vendor.behave(asked -> asked.json(asked.number("pageNo") > 2
        ? "{\"list\":null}"
        : "{\"list\":" + Vendor.rows(20, (asked.number("pageNo") - 1) * 10, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list"));

    assertThat(taken(2)).isEqualTo(numbers(20));
    assertThat(questions(3)).isEqualTo(List.of("1", "2", "3"));
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aServerThatRepeatsItsLastPageIsNeitherAskedForEverNorCutShort() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    vendor.behave(asked -> asked.json("{\"at\":" + answers.incrementAndGet() + ",\"list\":"
        + Vendor.rows(20, (Math.min(asked.number("pageNo"), 2) - 1) * 10, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list"));

    assertThat(taken(2)).isEqualTo(numbers(20));
    assertThat(questions(3)).isEqualTo(List.of("1", "2", "3"));
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aServerThatGivesFewerRowsThanAskedForLosesNone() throws Exception {
    vendor.behave(asked -> asked.json("{\"list\":" + Vendor.rows(13, (asked.number("pageNo") - 1) * 5, 5) + "}"));
    start(BY_PAGE, Map.of("rows", "list"));

    assertThat(taken(3)).isEqualTo(numbers(13));
  }

  @Test
  void aPageParameterThatDoesNothingIsTroubleThatSaysSo() throws Exception {
    vendor.behave(asked -> asked.json("{\"list\":" + Vendor.rows(100, 0, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list"));

    assertThat(taken(1)).isEqualTo(numbers(10));

    assertThat(town.inbox.trouble().en()).contains("page 2 is page 1 again").contains("pages.repeat");
  }

  @Test
  void aRepeatedPageBeforeTheTotalIsTroubleThatSaysSo() throws Exception {
    vendor.behave(asked -> asked.json("{\"total\":100,\"list\":" + Vendor.rows(100, 0, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list", "total", "total"));

    assertThat(taken(1)).isEqualTo(numbers(10));

    assertThat(town.inbox.trouble().zh()).contains("第 2 页与先前的页相同");
  }

  @Test
  void pagesThatBeginAtZeroButAreAskedFromOneAreFoundOut() throws Exception {
    vendor.behave(asked -> asked
        .json("{\"total\":25,\"list\":" + Vendor.rows(25, asked.number("pageNo") * 10, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list", "total", "total"));

    taken(2);

    assertThat(town.inbox.trouble().en()).contains("check pages.first and total");
  }

  @Test
  void anOffsetGoesOnBehindTheRowsThatCame() throws Exception {
    vendor.behave(asked -> asked.json("{\"count\":12,\"list\":" + Vendor.rows(12, asked.number("skip"), 5) + "}"));
    start(Map.of("pages.by", "offset", "rows", "list", "total", "count", "parameters.skip", "${offset}"), Map.of());

    assertThat(taken(3)).isEqualTo(numbers(12));
  }

  @Test
  void aCursorIsPutIntoTheBodyOfAPost() throws Exception {
    vendor.behave(asked -> {
      int from = asked.body().contains("\"c\":\"\"") ? 0 : Integer.parseInt(asked.body().replaceAll("\\D", ""));
      String next = from + 5 < 12 ? "\"a\\\"" + (from + 5) + "\"" : "null";
      asked.json("{\"data\":{\"next\":" + next + ",\"items\":" + Vendor.rows(12, from, 5) + "}}");
    });
    start(
        Map.of("pages.by", "cursor", "pages.next", "data.next", "rows", "data.items", "body", "{\"c\":\"${cursor}\"}"),
        Map.of());

    assertThat(taken(3)).isEqualTo(numbers(12));
    vendor.asked();
    assertThat(vendor.asked().body()).isEqualTo("{\"c\":\"a\\\"5\"}");
  }

  @Test
  void aNextLinkIsFollowedOnTheSameServer() throws Exception {
    vendor.behave(asked -> {
      int from = asked.number("from");
      if (from < 10) {
        asked.exchange().getResponseHeaders().set("Link", "</staff?from=0>; rel=\"first\", </staff?from=" + (from + 5)
            + ">; rel=\"next\"");
      }
      asked.json(Vendor.rows(12, from, 5));
    });
    start(Map.of("pages.by", "link", "rows", "."), Map.of());

    assertThat(taken(3)).isEqualTo(numbers(12));
  }

  @Test
  void aLinkToAnotherServerIsRefused() throws Exception {
    vendor.behave(asked -> asked.json("{\"next\":\"http://127.0.0.2:1/x\",\"rows\":[{\"id\":0}]}"));
    start(Map.of("pages.by", "link", "pages.next", "next", "rows", "rows"), Map.of());

    assertThat(taken(1)).isEqualTo(numbers(1));

    assertThat(town.inbox.trouble().en()).contains("leads to another server");
  }

  @Test
  void aTokenThatExpiresInTheMiddleIsRenewedOnceAndTheSamePageAskedAgain() throws Exception {
    AtomicInteger logins = new AtomicInteger();
    AtomicInteger uses = new AtomicInteger();
    vendor.behave(asked -> {
      if (asked.path().equals("/login")) {
        uses.set(0);
        asked.json("{\"code\":0,\"data\":{\"token\":\"t" + logins.incrementAndGet() + "\"}}");
      } else if (!asked.header("X-Token").orElse("").equals("t" + logins.get()) || uses.incrementAndGet() > 2) {
        asked.json("{\"code\":40101,\"msg\":\"王桂兰\"}");
      } else {
        asked.json("{\"code\":0,\"list\":" + Vendor.rows(35, (asked.number("pageNo") - 1) * 10, 10) + "}");
      }
    });
    start(BY_PAGE, Map.of("rows", "list", "error.path", "code", "error.expired", "40101", "login.url",
        vendor.url("/login"), "login.body", "{\"user\":\"yilu\"}", "login.token", "data.token", "headers.X-Token",
        "${token}"));

    assertThat(taken(4)).isEqualTo(numbers(35));
    assertThat(logins).hasValue(2);
  }

  @Test
  void aTokenRefusedRightAfterTheLoginIsTrouble() throws Exception {
    vendor.behave(asked -> {
      if (asked.path().equals("/login")) {
        asked.json("{\"access_token\":\"t\",\"expires_in\":3600}");
      } else {
        asked.status(401);
      }
    });
    start(Map.of("rows", ".", "oauth.url", vendor.url("/login"), "oauth.client", "yilu", "oauth.secret", "geheim"),
        Map.of());

    assertThat(town.inbox.trouble().en()).isEqualTo("the server answered HTTP 401");
    Vendor.Asked login = vendor.asked();
    assertThat(login.body()).isEqualTo("grant_type=client_credentials");
    assertThat(login.header("Authorization")).contains("Basic eWlsdTpnZWhlaW0=");
    assertThat(vendor.asked().header("Authorization")).contains("Bearer t");
  }

  @Test
  void anErrorInsideAnAnswerIsTroubleWithItsCodeAndNothingIsHandedOn() throws Exception {
    vendor.behave(asked -> asked.json("{\"code\":\"E5001\",\"msg\":\"王桂兰\",\"list\":[]}"));
    start(BY_PAGE, Map.of("rows", "list", "error.path", "code"));

    assertThat(town.inbox.trouble())
        .isEqualTo(new RecordingInbox.Told("staff", "应答 HTTP 200,但错误码为 E5001",
            "the answer is HTTP 200 with error code E5001"));
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void afterARunOnlyChangesAreAskedFor() throws Exception {
    vendor.behave(asked -> asked.json("[{\"id\":0}]"));
    start(Map.of("rows", ".", "parameters.updatedSince", "${since}", "sinceFormat", "yyyy-MM-dd HH:mm:ss", "every",
        "20ms", "overlap", "10s"), Map.of());

    assertThat(vendor.asked().query()).isEmpty();
    town.inbox.next().commit();

    assertThat(vendor.asked().query().get("updatedSince")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void aPageThatWasNotCommittedIsAskedForAgain() throws Exception {
    vendor.behave(asked -> asked.json("{\"list\":" + Vendor.rows(25, (asked.number("pageNo") - 1) * 10, 10) + "}"));
    start(BY_PAGE, Map.of("rows", "list"));
    List<Integer> rows = new ArrayList<>(taken(1));

    town.inbox.next().fail();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    rows.addAll(taken(2));
    assertThat(rows).isEqualTo(numbers(25));
    assertThat(town.inbox.most()).isEqualTo(1);
  }

  @Test
  void aServerThatRestartsIsFoundAgain() throws Exception {
    vendor.close();
    start(BY_PAGE, Map.of("rows", "list"));
    assertThat(town.inbox.trouble().en()).isEqualTo("the server cannot be reached");

    try (Vendor again = vendor.again(asked -> asked.json("{\"list\":" + Vendor.rows(5, 0, 10) + "}"))) {
      assertThat(taken(1)).isEqualTo(numbers(5));
      assertThat(again.asked().path()).isEqualTo("/staff");
    }
  }

  @Test
  void aRunGoesOnAfterARestartWhereItWasCommitted() throws Exception {
    vendor.behave(asked -> asked.json("{\"list\":" + Vendor.rows(25, (asked.number("pageNo") - 1) * 10, 10) + "}"));
    HttpRoutes http = start(BY_PAGE, Map.of("rows", "list"));
    List<Integer> rows = new ArrayList<>(taken(1));
    town.stopWithout(http, "staff", town.inbox.next());

    start(BY_PAGE, Map.of("rows", "list"));

    rows.addAll(taken(2));
    assertThat(rows).isEqualTo(numbers(25));
  }

  @Test
  void aSnapshotTellsWhichPageIsItsLast() throws Exception {
    vendor.behave(asked -> asked.json(asked.number("pageNo") > 2
        ? "{\"d\":{\"list\":\"\"}}"
        : "{\"d\":{\"list\":" + Vendor.rows(20, (asked.number("pageNo") - 1) * 10, 10) + "}}"));
    start(BY_PAGE, Map.of("rows", "d.list", "delivers", "snapshot"));

    List<Envelope.Snapshot> parts = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      var offer = town.inbox.next();
      parts.add(offer.envelope().snapshot().orElseThrow());
      assertThat(new String(offer.bytes(), UTF_8)).startsWith("{\"d\":{\"list\":[");
      offer.commit();
    }

    assertThat(parts).extracting(Envelope.Snapshot::last).containsExactly(false, false, true);
    assertThat(parts).extracting(Envelope.Snapshot::id).containsOnly(parts.getFirst().id());
  }

  @Test
  void aPageNumberBeyondTheLastMayBeAnError() throws Exception {
    vendor.behave(asked -> {
      if (asked.number("pageNo") > 2) {
        asked.status(404);
      } else {
        asked.json(Vendor.rows(20, (asked.number("pageNo") - 1) * 10, 10));
      }
    });
    start(BY_PAGE, Map.of("rows", ".", "pages.beyond", "404"));

    assertThat(taken(2)).isEqualTo(numbers(20));
    questions(3);
    await().until(() -> town.inbox.isEmpty());
  }

  @Test
  void aServerThatWantsToBeLeftAloneIsAskedAgainOnlyThen() {
    Trouble later = refusal(Map.of("Retry-After", "120"), 429);

    assertThat(later.pause()).hasSeconds(120);
    assertThat(later.en()).isEqualTo("the server wants to be asked later (HTTP 429)");
    assertThat(refusal(Map.of("Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT", "Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        503).pause()).hasSeconds(60);
    assertThat(refusal(Map.of("Retry-After", "999999999"), 429).pause()).hasHours(1);
  }

  @Test
  void theRoundAfterARefusalWaitsAsLongAsTheServerWants() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    vendor.behave(asked -> {
      if (refusals.getAndIncrement() == 0) {
        asked.status(429, "Retry-After", "2");
      } else {
        asked.json("[{\"id\":0}]");
      }
    });
    start(Map.of("rows", "."), Map.of());
    vendor.asked();
    Instant refused = Instant.now();

    vendor.asked();

    assertThat(Instant.now()).isAfterOrEqualTo(refused.plusMillis(1_500));
  }

  @Test
  void theCharacterSetOfAnAnswerIsHonoured() throws Exception {
    vendor.behave(
        asked -> asked.answer(200, "text/html;charset=GBK",
            "{\"list\":[{\"姓名\":\"王桂兰\"}]}".getBytes(Charset.forName("GBK"))));
    start(Map.of("rows", "list"), Map.of());

    var offer = town.inbox.next();

    assertThat(offer.envelope().charset()).contains(Charset.forName("GBK"));
    assertThat(offer.envelope().mediaType()).isEqualTo("application/json");
  }

  @Test
  void anAnswerThatIsNoJsonIsTroubleWithoutItsText() throws Exception {
    vendor.behave(asked -> asked.json("<html>王桂兰</html>"));
    start(Map.of("rows", "list"), Map.of());

    assertThat(town.inbox.trouble().en()).isEqualTo("the answer is not JSON, or it breaks off");
  }

  @Test
  void anAnswerWithoutRowsNamesTheSetting() throws Exception {
    vendor.behave(asked -> asked.json("{\"items\":[]}"));
    start(Map.of("rows", "list"), Map.of());

    assertThat(town.inbox.trouble().en()).isEqualTo("the answer has nothing at the path in setting rows");
  }

  @Test
  void aPlaceThatNothingFillsIsRefusedByName() {
    assertThat(refusedSetting(Map.of("rows", ".", "parameters.p", "${pag}"))).contains("parameters.p");
    assertThat(refusedSetting(Map.of("rows", ".", "pages.by", "scroll"))).contains("pages.by");
    assertThat(refusedSetting(Map.of("rows", ".", "pages.by", "cursor"))).contains("pages.next");
    assertThat(refusedSetting(Map.of("rows", ".", "trust", "no certificate"))).contains("trust");
  }

  private String refusedSetting(Map<String, String> settings) {
    try {
      start(settings, Map.of());
      return "accepted";
    } catch (Exception refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static Trouble refusal(Map<String, String> headers, int status) {
    Map<String, List<String>> many = new HashMap<>();
    headers.forEach((name, value) -> many.put(name, List.of(value)));
    try {
      new Answer(status, java.net.http.HttpHeaders.of(many, (name, value) -> true), new Envelope.Bytes(new byte[0]),
          Instant.EPOCH).ok();
      throw new AssertionError("accepted");
    } catch (Trouble trouble) {
      return trouble;
    }
  }

  private HttpRoutes start(Map<String, String> settings, Map<String, String> more) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("url", vendor.url("/staff"), "every", "1h"));
    all.putAll(settings);
    all.putAll(more);
    HttpRoutes http = new HttpRoutes(temporary, Clock.systemUTC());
    town.start(http, "staff", all);
    return http;
  }

  /** The numbers of the rows in that many envelopes, each committed. */
  private List<Integer> taken(int envelopes) throws InterruptedException {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < envelopes; i++) {
      var offer = town.inbox.next();
      Pattern.compile("\"id\":(\\d+)").matcher(new String(offer.bytes(), UTF_8)).results()
          .map((MatchResult found) -> Integer.valueOf(found.group(1))).forEach(rows::add);
      offer.commit();
    }
    return rows;
  }

  private List<String> questions(int many) throws InterruptedException {
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      pages.add(String.valueOf(vendor.asked().query().get("pageNo")));
    }
    assertThat(vendor.isUnasked()).isTrue();
    return pages;
  }

  private static List<Integer> numbers(int many) {
    return IntStream.range(0, many).boxed().toList();
  }
}
