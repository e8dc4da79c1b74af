package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.Catalogue;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service over the two departments of {@link DirtyTown}. Classes that extend it share one service. */
@TestInstance(Lifecycle.PER_CLASS)
@SpringBootTest(classes = Catalogue.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class InDirtyTown {
  static final String OPEN = "/api/v1/duplicates?limit=200";

  @LocalServerPort
  private int port;
  @Autowired
  ApplicationContext application;
  DirtyTown town;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Address database = TestDatabase.freshAddress();
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "duplicates")), "data");
    DirtyTown.found(Files.createDirectories(data.resolve("sources")));
    settings.add("yilu.data", data::toString);
    settings.add("yilu.postgres.url", database::url);
    settings.add("yilu.postgres.user", database::user);
    settings.add("yilu.postgres.password", database::password);
  }

  @BeforeAll
  void open() {
    town = DirtyTown.open(application, port);
  }

  static String id(JsonNode candidate) {
    return candidate.path("id").asString();
  }

  static List<String> ids(JsonNode list) {
    return list.path("candidates").findValuesAsString("id");
  }
}
