package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.http.model.Source.StateEnum;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

class SourceStartTest extends RunningService {
  private static final String FILE = """
                                     title: {zh: 推送, en: %s}
                                     department: civil
                                     protocol: push
                                     mapping: people
                                     connection: {programs: vendor}
                                     """;

  @Value("${yilu.postgres.url}")
  private String url;
  @Autowired
  private Sources sources;

  @Test
  void whatIsDroppedOrChangedWhileTheDatabaseIsAwayStartsOnceItIsThere() throws Exception {
    source("early", FILE.formatted("Early"));
    String database = url.substring(url.lastIndexOf('/') + 1);
    Address server = TestDatabase.freshAddress();
    program("vendor");

    run(server, "alter database " + database + " allow_connections false");
    try {
      run(server, "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
      drop("early", "Early again");
      await().atMost(Duration.ofMinutes(1)).until(() -> sources.source("early").flatMap(LiveSource::lane)
          .filter(Lane::isClosed).isPresent());
      drop("late", "Late");
    } finally {
      run(server, "alter database " + database + " allow_connections true");
    }

    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
      assertThat(views.of("late").getState()).isNotEqualTo(StateEnum.INVALID);
      assertThat(views.of("early").getTitle().getEn()).isEqualTo("Early again");
    });
    for (String id : new String[]{"late", "early"}) {
      await().atMost(Duration.ofMinutes(1)).until(() -> post("/api/v1/intake/" + id, "application/json",
          "{\"id\":\"1\",\"name\":\"王五\"}", program("vendor")).statusCode() == 200);
    }
  }

  private void drop(String id, String title) throws IOException {
    Files.writeString(data.sources().resolve(id + ".yaml"), FILE.formatted(title));
  }

  private static void run(Address server, String sql) throws SQLException {
    try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
