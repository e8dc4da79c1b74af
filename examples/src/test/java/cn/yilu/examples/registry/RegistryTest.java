package cn.yilu.examples.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  private static final Town TOWN = new Town(1, 300);
  @TempDir
  Path folder;

  @Test
  void theTownIsLoadedOnceAndReadByAReaderWhoCannotWrite() throws Exception {
    try (Registry registry = start(); Connection reader = as(registry, "reader")) {
      assertThat(one(reader, "select count(*) from czrk")).isEqualTo("300");
      assertThat(one(reader, "select xm || hh || yhzgx || hkxz from czrk where gmsfhm = '" + Town.WANG + "'"))
          .isEqualTo("王桂兰A00102山东省淄博市淄川区般阳路5号3号楼2单元501");
      assertThatThrownBy(() -> one(reader, "update czrk set xm = 'x' returning 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void theClerksChangesCarryTheirTimeAndOutliveARestartOnTheSamePort() throws Exception {
    Clock noon = Clock.fixed(Instant.parse("2026-03-01T04:00:00Z"), ZoneOffset.UTC);
    String url;
    try (Registry registry = start(); Connection reader = as(registry, "reader")) {
      url = registry.url();
      Clerk clerk = new Clerk(registry, TOWN, new SplittableRandom(5), noon);
      for (int i = 0; i < 40; i++) {
        clerk.enter();
      }

      assertThat(one(reader, "select max(bdsj) from czrk")).isEqualTo("20260301120000");
      assertThat(one(reader, "select count(*) from czrk where bdsj > '2026' and gmsfhm = '" + Town.WANG + "'"))
          .isEqualTo("0");
    }
    try (Registry registry = start(); Connection reader = as(registry, "reader")) {
      assertThat(registry.url()).isEqualTo(url);
      assertThat(one(reader, "select count(*) > 300 from czrk")).isEqualTo("t");
      assertThat(one(reader, "select count(*) > 20 from czrk where bdsj = '20260301120000'")).isEqualTo("t");
    }
  }

  @Test
  void theFileHasTheSameRowsInGb18030() throws Exception {
    CensusFile.write(TOWN, folder.resolve("census.csv"));

    List<String> lines = Files.readAllLines(folder.resolve("census.csv"), Charset.forName("GB18030"));
    assertThat(lines).hasSize(301);
    assertThat(lines.getFirst()).startsWith("RYBH,HH,HB,YHZGX,XM");
    assertThat(lines.get(1)).contains("王桂兰").contains(Town.WANG);
  }

  private Registry start() throws Exception {
    return Registry.start(folder.resolve("registry"), Path.of("target", "postgres").toAbsolutePath(), TOWN,
        new Ports(new Kept(folder.resolve("ports"))));
  }

  private static Connection as(Registry registry, String user) throws SQLException {
    return DriverManager.getConnection(registry.url(), user, registry.password(user));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
