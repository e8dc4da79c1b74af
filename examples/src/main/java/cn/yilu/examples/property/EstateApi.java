package cn.yilu.examples.property;

import cn.yilu.examples.town.Town;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The second company's REST service, as odd as many: pages count from 0, nobody says how many there are, every page
 * beyond the last is the last once more, a token wears out in the middle of a run, and what is wrong comes with HTTP 200
 * and a code. Out of order half of the time.
 */
public final class EstateApi implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int LARGEST_PAGE = 50;
  private static final int QUESTIONS_OF_A_TOKEN = 7;
  private final List<Tenancy> tenancies;
  private final Map<Integer, LocalDateTime> changed = new HashMap<>();
  private final String password;
  private final int port;
  private final Clock clock;
  private Optional<HttpServer> server;
  private String token = "";
  private int left;

  /** Opens on this port of the loopback. */
  public EstateApi(Town town, int port, String password, Clock clock) throws IOException {
    tenancies = Tenancy.of(town).toList();
    this.password = password;
    this.port = port;
    this.clock = clock;
    server = Optional.of(open());
  }

  private HttpServer open() throws IOException {
    HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    opened.createContext("/openapi/token", exchange -> answer(exchange, logIn(exchange)));
    opened.createContext("/openapi/residents", exchange -> answer(exchange, page(exchange)));
    opened.start();
    return opened;
  }

  /** Where the residents are asked for. */
  public String url() {
    return "http://127.0.0.1:" + port + "/openapi/residents";
  }

  /** How many rows it has in all. */
  public int rows() {
    return tenancies.size();
  }

  /** Breaks down, or is mended. */
  public synchronized void toggle() throws IOException {
    if (server.isPresent()) {
      close();
    } else {
      server = Optional.of(open());
    }
  }

  /** A fee of somebody changes. */
  public synchronized void change(RandomGenerator random) {
    if (!tenancies.isEmpty()) {
      changed.put(random.nextInt(tenancies.size()), LocalDateTime.now(clock.withZone(ZONE)));
    }
  }

  private synchronized Map<String, ?> logIn(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readNBytes(4096), StandardCharsets.UTF_8);
    if (!asked.contains('"' + password + '"')) {
      return Map.of("code", 403, "msg", "密码错误");
    }
    byte[] random = new byte[12];
    new java.security.SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    left = QUESTIONS_OF_A_TOKEN;
    return Map.of("code", 0, "data", Map.of("token", token));
  }

  private synchronized Map<String, ?> page(HttpExchange exchange) {
    if (!token.equals(exchange.getRequestHeaders().getFirst("X-Token")) || left-- <= 0) {
      return Map.of("code", 401, "msg", "登录已过期");
    }
    Map<String, String> asked = parameters(exchange);
    int size = Math.clamp(number(asked, "size"), 1, LARGEST_PAGE);
    List<Integer> rows = since(asked.getOrDefault("updatedFrom", ""));
    int last = Math.max(0, (rows.size() - 1) / size);
    int page = Math.clamp(number(asked, "page"), 0, last);
    return Map.of("code", 0, "data", Map.of("list",
        rows.subList(page * size, Math.min(rows.size(), (page + 1) * size)).stream().map(this::row).toList()));
  }

  private List<Integer> since(String time) {
    return IntStream.range(0, tenancies.size()).filter(i -> TIME.format(updated(i)).compareTo(time) >= 0).boxed()
        .toList();
  }

  private LocalDateTime updated(int number) {
    return changed.getOrDefault(number,
        Town.DAY.atStartOfDay().minusHours(tenancies.get(number).resident().number()));
  }

  private Map<String, String> row(int number) {
    LocalDateTime at = updated(number);
    return tenancies.get(number).row(TIME.format(at),
        900 + Duration.between(Town.DAY.atStartOfDay(), at).toHours() % 500);
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0],
          parts.length == 2 ? java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
    }
    return parameters;
  }

  private static int number(Map<String, String> asked, String name) {
    try {
      return Integer.parseInt(asked.getOrDefault(name, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
    try (exchange) {
      byte[] bytes = JSON.writeValueAsBytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public synchronized void close() {
    server.ifPresent(open -> open.stop(0));
    server = Optional.empty();
  }
}
