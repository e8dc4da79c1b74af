package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.xml.ws.Endpoint;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.handler.soap.SOAPHandler;
import jakarta.xml.ws.handler.soap.SOAPMessageContext;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class SoapRoutesTest {
  private static final String QUESTION = "<e:GetElders xmlns:e=\"urn:elder-care\"><since>${since}</since></e:GetElders>";
  private static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  private final BlockingQueue<Element> tokens = new LinkedBlockingQueue<>();
  private final Deque<Endpoint> services = new ArrayDeque<>();
  private volatile Runnable manners = () -> {};
  private String url;

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + any.getLocalPort() + "/elders";
    }
  }

  @AfterEach
  void close() {
    services.forEach(Endpoint::stop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "1.2"})
  void theAnswerIsHandedOnWithTheXmlInItsText(String version) throws Exception {
    serve(version);
    start(Map.of("version", version));

    var offer = town.inbox.next();

    assertThat(new String(offer.bytes(), UTF_8)).contains("Envelope", "&lt;姓名>王桂兰&lt;/姓名>");
    assertThat(offer.envelope().name()).isEqualTo("/elders");
    assertThat(Instant.parse(offer.envelope().position().orElseThrow())).isBefore(Instant.now());
  }

  @Test
  void theNextQuestionAsksForWhatChangedSince() throws Exception {
    serve("1.1");
    start(Map.of("every", "20ms", "sinceFormat", "yyyy-MM-dd HH:mm:ss"));
    var first = town.inbox.next();
    assertThat(new String(first.bytes(), UTF_8)).contains("since=\"\"");
    first.commit();

    assertThat(new String(town.inbox.next().bytes(), UTF_8)).containsPattern("since=\"\\d{4}-\\d\\d-\\d\\d \\d\\d:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "1.2"})
  void aFaultIsTroubleByTheWordOfTheStandardAlone(String version) throws Exception {
    serve(version);
    start(Map.of("version", version, "body", QUESTION.replace("${since}", "9999")));

    assertThat(town.inbox.trouble().en())
        .isEqualTo("the SOAP service answered a fault (" + (version.equals("1.1") ? "Server" : "Receiver") + ")");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void anActionTheServiceDoesNotKnowIsAFault() throws Exception {
    serve("1.1");
    start(Map.of("body", "<x xmlns='urn:nobody'/>"));

    assertThat(town.inbox.trouble().en()).isEqualTo("the SOAP service answered a fault (Client)");
  }

  @Test
  void aUsernameTokenCarriesADigestThatTheServiceCanCheck() throws Exception {
    serve("1.1");
    start(Map.of("wsse.user", "yilu", "wsse.password", "geheim"));
    town.inbox.next();

    Element token = tokens.poll(30, TimeUnit.SECONDS);

    assertThat(text(token, "Username")).isEqualTo("yilu");
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(Base64.getDecoder().decode(text(token, "Nonce")));
    sha1.update(text(token, "Created").getBytes(UTF_8));
    assertThat(text(token, "Password"))
        .isEqualTo(Base64.getEncoder().encodeToString(sha1.digest("geheim".getBytes(UTF_8))));
  }

  @Test
  void aPasswordMayGoAsText() throws Exception {
    serve("1.1");
    start(Map.of("wsse.user", "yilu", "wsse.password", "<${geheim}>", "wsse.type", "text"));
    town.inbox.next();

    assertThat(text(tokens.poll(30, TimeUnit.SECONDS), "Password")).isEqualTo("<${geheim}>");
  }

  @Test
  void aServiceThatRestartsIsFoundAgain() throws Exception {
    serve("1.1");
    services.remove().stop();
    start(Map.of());
    assertThat(town.inbox.trouble().en()).isEqualTo("the server cannot be reached");

    serve("1.1");

    assertThat(town.inbox.next().envelope().source()).isEqualTo("elders");
  }

  @Test
  void anAnswerThatWasNotCommittedIsAskedForAgainWithTheSameTime() throws Exception {
    serve("1.1");
    start(Map.of("every", "20ms"));
    town.inbox.next().commit();
    String second = since(town.inbox.next(), RecordingInbox.Offer::fail);

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    assertThat(since(town.inbox.next(), RecordingInbox.Offer::commit)).isEqualTo(second).isNotEmpty();
    assertThat(town.inbox.most()).isEqualTo(1);
  }

  @Test
  void weAreKilledBeforeACommitAndAskAgainWithTheTimeOfTheLastOne() throws Exception {
    serve("1.1");
    start(Map.of("every", "20ms"));
    town.inbox.next().commit();
    String second = since(town.inbox.next(), uncommitted -> {});
    town.kill();

    try (Town again = new Town(town.inbox)) {
      start(again, Map.of());

      assertThat(since(town.inbox.next(), RecordingInbox.Offer::commit)).isEqualTo(second).isNotEmpty();
    }
  }

  @Test
  void aServiceThatIsTooSlowIsGivenUpAndAskedAgain() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    manners = () -> await().atMost(Duration.ofMinutes(2)).until(() -> busy.getCount() == 0);
    serve("1.1");
    start(Map.of("timeout", "500ms"));
    assertThat(town.inbox.trouble().en()).isEqualTo("the server did not answer in time");
    assertThat(town.inbox.isEmpty()).isTrue();

    busy.countDown();

    assertThat(new String(town.inbox.next().bytes(), UTF_8)).contains("王桂兰");
  }

  @Test
  void ofAnAnswerThatBreaksOffNothingIsHandedOnAndItIsAskedForAgain() throws Exception {
    byte[] whole = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><x/></s:Body></s:Envelope>"
        .getBytes(UTF_8);
    try (Vendor vendor = new Vendor(asked -> {
      asked.exchange().sendResponseHeaders(200, whole.length + 1L);
      asked.exchange().getResponseBody().write(whole);
      asked.exchange().getResponseBody().flush();
      asked.exchange().close();
    })) {
      start(Map.of("url", vendor.url("/elders")));
      assertThat(town.inbox.trouble().en()).isEqualTo("the answer could not be received wholly");
      assertThat(town.inbox.isEmpty()).isTrue();

      vendor.behave(asked -> asked.answer(200, "text/xml", whole));

      assertThat(town.inbox.next().bytes()).isEqualTo(whole);
    }
  }

  @Test
  void anAnswerWithoutAnEnvelopeIsTrouble() throws Exception {
    serve("1.1");
    try (Vendor vendor = new Vendor(asked -> asked.answer(200, "text/html", "<html/>".getBytes(UTF_8)))) {
      start(Map.of("url", vendor.url("/elders")));

      assertThat(town.inbox.trouble().en()).isEqualTo("the answer is no SOAP envelope");
    }
  }

  @Test
  void entitiesOfAnAnswerAreNotFollowed() throws Exception {
    serve("1.1");
    String hostile = """
                     <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><s:Envelope
                     xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>&f;</s:Body></s:Envelope>
                     """;
    try (Vendor vendor = new Vendor(asked -> asked.answer(200, "text/xml", hostile.getBytes(UTF_8)))) {
      start(Map.of("url", vendor.url("/elders")));

      assertThat(town.inbox.trouble().en()).isEqualTo("the answer is no SOAP envelope");
    }
  }

  private void serve(String version) throws Exception {
    Endpoint service = Endpoint.create(
        version.equals("1.1") ? SOAPBinding.SOAP11HTTP_BINDING : SOAPBinding.SOAP12HTTP_BINDING,
        new ElderService(() -> manners.run()));
    service.getBinding().setHandlerChain(List.of(new TokenReader()));
    service.publish(url);
    services.add(service);
    if (version.equals("1.1")) {
      assertThat(URI.create(url + "?wsdl").toURL().openStream()).isNotEmpty();
    }
  }

  private void start(Map<String, String> more) throws Exception {
    start(town, more);
  }

  private void start(Town where, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(
        Map.of("url", url, "body", QUESTION, "action", "urn:elder-care/GetElders", "every", "1h"));
    settings.putAll(more);
    where.start(new SoapRoutes(temporary, Clock.systemUTC()), "elders", settings);
  }

  /** The time the service was asked with, as it answers it. */
  private static String since(RecordingInbox.Offer offer, Consumer<RecordingInbox.Offer> verdict) {
    verdict.accept(offer);
    Matcher since = Pattern.compile("since=\"([^\"]*)\"").matcher(new String(offer.bytes(), UTF_8));
    assertThat(since.find()).isTrue();
    return since.group(1);
  }

  private static String text(Element token, String name) {
    return token.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }

  /** Keeps the tokens that come. */
  final class TokenReader implements SOAPHandler<SOAPMessageContext> {
    @Override
    public Set<QName> getHeaders() {
      return Set.of(new QName(WSSE, "Security"));
    }

    @Override
    public boolean handleMessage(SOAPMessageContext context) {
      try {
        var found = context.getMessage().getSOAPPart().getEnvelope().getElementsByTagNameNS(WSSE, "UsernameToken");
        if (found.getLength() > 0) {
          tokens.add((Element) found.item(0));
        }
        return true;
      } catch (jakarta.xml.soap.SOAPException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public boolean handleFault(SOAPMessageContext context) {
      return true;
    }

    @Override
    public void close(MessageContext context) {}
  }
}
