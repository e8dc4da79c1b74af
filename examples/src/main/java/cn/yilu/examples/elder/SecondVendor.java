package cn.yilu.examples.elder;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.ElderCare;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another vendor of elder care with a SOAP service, whose codes clash with the first one's: 1 is a woman, ability comes
 * on the old scale that ends at 3 or in English words, living alone is a letter among flags. Its devices speak MQTT 3.1.1.
 */
public final class SecondVendor implements AutoCloseable {
  private static final Pattern SINCE = Pattern.compile("<since>\\s*([^<]*?)\\s*</since>");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String[] WORDS = {"INTACT", "MILD", "MODERATE", "SEVERE", "TOTAL"};
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int BURST = 20;
  private static final int LONGEST_QUESTION = 1 << 16;
  private final HttpServer server;
  private final List<Map<String, String>> persons;
  private final Optional<Devices> devices;

  /** Opens on this port of the loopback; devices publish to the broker, one reading a second. */
  public SecondVendor(Town town, int port, String brokerUrl, Clock clock) throws IOException {
    persons = persons(town);
    List<String> worn = persons.stream().map(person -> person.getOrDefault("deviceSn", ""))
        .filter(device -> !device.isEmpty()).toList();
    devices = worn.isEmpty()
        ? Optional.empty()
        : Optional.of(new Devices(worn, BURST, new OldMqttPublisher(brokerUrl), TICK, clock, town.seed()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/ws/persons", this::answer);
    server.start();
  }

  /** Where it is asked. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/ws/persons";
  }

  /** Devices begin to measure. */
  public void measure() {
    devices.ifPresent(Devices::start);
  }

  /** How many elders it looks after. */
  public int persons() {
    return persons.size();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String question = new String(exchange.getRequestBody().readNBytes(LONGEST_QUESTION), StandardCharsets.UTF_8);
      Matcher since = SINCE.matcher(question);
      byte[] answer = envelope(since.find() ? since.group(1) : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String envelope(String since) {
    StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"GBK\"?><persons>");
    persons.stream().filter(person -> person.getOrDefault("modified", "").compareTo(since) >= 0).forEach(person -> {
      list.append("<person>");
      person.forEach((name, value) -> list.append('<').append(name).append('>').append(escape(value)).append("</")
          .append(name).append('>'));
      list.append("</person>");
    });
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\">"
        + "<S:Body><ns2:queryResponse xmlns:ns2=\"urn:second-vendor\"><return>" + escape(list + "</persons>")
        + "</return></ns2:queryResponse></S:Body></S:Envelope>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Every third elder but 王桂兰, whom four systems know already. */
  private static List<Map<String, String>> persons(Town town) {
    List<Map<String, String>> persons = new ArrayList<>();
    town.households().forEach(household -> household.residents().stream()
        .filter(resident -> resident.elder().isPresent() && resident.number() % 3 == 0)
        .forEach(resident -> persons.add(person(household, resident))));
    return persons;
  }

  private static Map<String, String> person(Household household, Resident resident) {
    ElderCare care = resident.elder().orElseThrow();
    Dwelling home = household.dwelling();
    boolean oldScale = care.level() < 4 && resident.number() % 2 == 0;
    Map<String, String> person = new LinkedHashMap<>();
    person.put("personId", "V2-" + resident.number());
    person.put("fullName", resident.name());
    person.put("certType", "01");
    person.put("certNo", resident.id());
    person.put("gender", resident.sex() == Sex.MALE ? "0" : "1");
    person.put("birthday", resident.birth().format(DateTimeFormatter.BASIC_ISO_DATE));
    person.put("mobile", resident.phone());
    person.put("level", oldScale ? Integer.toString(care.level()) : WORDS[care.level()]);
    person.put("scale", oldScale ? "MZ" : "");
    person.put("assessed", care.assessed().toString());
    person.put("flags", (care.alone() ? "A," : "") + (care.emptyNest() ? "E," : "") + (care.aid() ? "S" : ""));
    person.put("addr", home.street() + home.building() + "号楼" + home.unit() + "单元" + home.room());
    person.put("areaCode", home.community());
    person.put("modified", care.assessed().atTime(10, 0).format(TIME));
    boolean equipped = resident.number() % 2 == 0;
    person.put("deviceSn", equipped ? "B%06d".formatted(resident.number()) : "");
    person.put("wornFrom", equipped ? care.assessed().atTime(11, 0).format(TIME) : "");
    person.put("deleted", "N");
    return person;
  }

  @Override
  public void close() {
    devices.ifPresent(Devices::close);
    server.stop(0);
  }
}
