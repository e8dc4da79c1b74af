package cn.yilu.catalogue.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.http.model.SourceSnapshot;
import cn.yilu.catalogue.http.model.SourceSnapshot.StateEnum;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Sources that deliver everything they have each time, over their own protocols, to the whole service. */
class FullDeliveriesTest extends RunningService {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String JSON = "application/json";

  @Autowired
  private Log log;

  @BeforeEach
  void map() throws IOException {
    Files.writeString(data.sources().resolve("mappings").resolve("guests.yaml"), """
                                                                                 mapping: guests
                                                                                 title: {zh: 名单, en: Guests}
                                                                                 formats:
                                                                                   rows: {}
                                                                                   delimited: {}
                                                                                   json: {records: data}
                                                                                 ignored: [total]
                                                                                 record: id
                                                                                 targets:
                                                                                   - dataset: resident
                                                                                     fields: {name: name}
                                                                                 """);
  }

  @Test
  void ofFilesThatAreSentAgainEachIsEverythingThereIs() throws Exception {
    Path folder = folder("lists");

    drop(folder, "a.csv", csv(1, 10));
    live("lists", 10);
    drop(folder, "b.csv", csv(2, 10));
    live("lists", 9);
    drop(folder, "a.csv", csv(1, 10));

    live("lists", 10);
  }

  @Test
  void theMembersOfAZipAreTogetherEverythingThereIs() throws Exception {
    Path folder = folder("zips");

    drop(folder, "a.zip", zip(Map.of("1.csv", csv(1, 5), "2.csv", csv(6, 10))));
    live("zips", 10);
    drop(folder, "b.zip", zip(Map.of("1.csv", csv(1, 5), "2.csv", csv(6, 9))));
    live("zips", 9);
    drop(folder, "a.zip", zip(Map.of("1.csv", csv(1, 5), "2.csv", csv(6, 10))));

    live("zips", 10);
  }

  @Test
  void anEmptyOrMuchSmallerDeliveryWaitsForAPerson() throws Exception {
    Path folder = folder("guarded-lists");
    drop(folder, "a.csv", csv(1, 10));
    live("guarded-lists", 10);

    drop(folder, "b.csv", csv(1, 5));
    waits("guarded-lists", 5);
    decide("guarded-lists", "no");
    live("guarded-lists", 10);
    drop(folder, "c.csv", csv(1, 0));
    waits("guarded-lists", 10);
    decide("guarded-lists", "no");
    live("guarded-lists", 10);
    drop(folder, "b.csv", csv(1, 5));
    waits("guarded-lists", 5);
    decide("guarded-lists", "yes");

    live("guarded-lists", 5);
    assertThat(get("/api/v1/audit?limit=1000", person(Role.OPERATOR)).body()).contains("snapshot.yes", "snapshot.no");
  }

  @Test
  void whileAPageInTheMiddleIsMissingNothingIsWithdrawn() throws Exception {
    Pages pages = new Pages();
    try {
      source("pages", """
                      title: {zh: 接口, en: Pages}
                      department: civil
                      protocol: http
                      mapping: guests
                      delivers: snapshot
                      connection:
                        url: "%s"
                        parameters: {page: "${page}"}
                        rows: data
                        total: total
                        pages: {by: page, size: 4}
                        every: 200ms
                      """.formatted(pages.url()));
      live("pages", 12);

      for (String fault : List.of("status", "empty")) {
        pages.be(11, fault);
        await().atMost(PATIENCE).until(() -> views.of("pages").getTrouble() != null);
        live("pages", 12);
        pages.be(12, "");
        await().atMost(PATIENCE).until(() -> views.of("pages").getTrouble() == null);
        assertThat(Objects.requireNonNull(views.of("pages").getLastTrouble()).getWhat().getEn()).isNotBlank();
      }
      pages.be(11, "");

      live("pages", 11);
    } finally {
      delete("/api/v1/sources/pages", person(Role.OPERATOR));
      pages.close();
    }
  }

  @Test
  void aWholeTableIsEverythingThereIs() throws Exception {
    Address database = TestDatabase.freshAddress();
    run(database, "create table guests as select i::text as id, '王某' as name from generate_series(1, 10) i");
    Files.writeString(Files.createDirectories(data.secrets().resolve("sources")).resolve("guests"),
        database.password());
    source("table", """
                    title: {zh: 库表, en: Table}
                    department: civil
                    protocol: jdbc
                    mapping: guests
                    connection:
                      mode: full
                      url: "%s"
                      user: "%s"
                      password: ${secret:guests}
                      query: select * from guests
                      batch: 3
                      every: 1s
                    """.formatted(database.url(), database.user()));
    live("table", 10);

    run(database, "delete from guests where id = '1'");
    live("table", 9);
    run(database, "delete from guests where id in ('2', '3', '4')");
    waits("table", 3);
    live("table", 9);
    await().atMost(PATIENCE).until(() -> decided("table", "yes") == 200);

    live("table", 6);
    delete("/api/v1/sources/table", person(Role.OPERATOR));
  }

  private Path folder(String id) throws IOException {
    Path folder = Files.createDirectories(data.root().resolve("drops").resolve(id)).toAbsolutePath();
    source(id, """
               title: {zh: 名单, en: Lists}
               department: civil
               protocol: files
               mapping: guests
               delivers: snapshot
               connection: {folder: "%s", settle: 50ms, every: 50ms}
               """.formatted(folder));
    return folder;
  }

  private static void drop(Path folder, String name, byte[] content) throws IOException {
    Path part = Files.write(folder.resolve(name + ".part"), content);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    await().atMost(PATIENCE).until(() -> !Files.exists(folder.resolve(name)));
  }

  private void decide(String id, String decision) {
    assertThat(decided(id, decision)).isEqualTo(200);
  }

  private int decided(String id, String decision) {
    return post("/api/v1/sources/" + id + "/snapshot/" + decision, JSON, "", person(Role.OPERATOR)).statusCode();
  }

  private void waits(String id, long missing) {
    await().atMost(PATIENCE).untilAsserted(() -> {
      SourceSnapshot snapshot = Objects.requireNonNull(views.of(id).getSnapshot());
      assertThat(snapshot.getState()).isEqualTo(StateEnum.WAITING);
      assertThat(snapshot.getMissing()).isEqualTo(missing);
    });
  }

  /** Waits until so many claims of the source stand. */
  private void live(String id, int claims) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(keys(id)).hasSize(claims));
  }

  private Set<Key> keys(String id) {
    Set<Key> live = new HashSet<>();
    for (Entry entry : log.read("claims/resident", 0, Integer.MAX_VALUE).stream().map(Block::entries)
        .flatMap(List::stream).filter(entry -> entry.source().equals(id)).toList()) {
      if (entry.kind() == Entry.Kind.UPSERT) {
        live.add(entry.key());
      } else {
        live.remove(entry.key());
      }
    }
    return live;
  }

  private static byte[] csv(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + ",王某\n")
        .collect(Collectors.joining("", "id,name\n", "")).getBytes(UTF_8);
  }

  private static byte[] zip(Map<String, byte[]> members) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var member : new TreeMap<>(members).entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void run(Address database, String sql) throws SQLException {
    try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A server of pages of four, of which the second can be missing. */
  private static final class Pages implements AutoCloseable {
    private final HttpServer server;
    private volatile int rows = 12;
    private volatile String fault = "";

    Pages() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/list", this::answer);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/list";
    }

    void be(int has, String broken) {
      fault = broken;
      rows = has;
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        String query = exchange.getRequestURI().getQuery();
        int page = Integer.parseInt(Objects.requireNonNull(query).replace("page=", ""));
        boolean missing = page == 2 && !fault.isEmpty();
        int from = missing ? 1 : page * 4 - 3;
        int to = missing ? 0 : Math.min(rows, page * 4);
        String data = IntStream.rangeClosed(from, to).mapToObj("{\"id\":\"%d\",\"name\":\"王某\"}"::formatted)
            .collect(Collectors.joining(","));
        byte[] answer = "{\"total\":%d,\"data\":[%s]}".formatted(rows, data).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(missing && fault.equals("status") ? 500 : 200, answer.length);
        exchange.getResponseBody().write(answer);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
