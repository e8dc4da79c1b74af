package cn.yilu.examples.civil;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.registry.DepartmentDatabase;
import cn.yilu.examples.registry.Registry;
import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BureauTest {
  private static final Town TOWN = new Town(1, 2_000);
  private static final String CHANGES = "select data from pg_logical_slot_get_changes('desk', null, null)";
  @TempDir
  Path folder;

  @Test
  void itsReaderFollowsWhatTheDeskGrantsEndsAndTakesAway() throws Exception {
    try (Registry server = Registry.start(folder.resolve("registry"), Path.of("target", "postgres").toAbsolutePath(),
        TOWN, new Ports(new Kept(folder.resolve("ports"))))) {
      DepartmentDatabase bureau = Bureau.in(server, TOWN);
      try (Connection reader = DriverManager.getConnection(bureau.url(), "civil_reader", bureau.password())) {
        String had = one(reader, "select count(*) from mz_ryzt");
        assertThat(Integer.parseInt(had)).isBetween(100, 400);
        assertThat(one(reader, "select string_agg(ztmc, ',' order by ztmc) from mz_ryzt where sfzh = '" + Town.WANG
            + "'")).isEqualTo("独居,高龄津贴");
        assertThat(one(reader, "select string_agg(tablename, ',' order by tablename) from pg_publication_tables where"
            + " pubname = 'yilu_civil_affairs'")).isEqualTo("mz_ryzt,mz_zm");
        one(reader, "select pg_create_logical_replication_slot('desk', 'test_decoding')");

        Desk desk = new Desk(bureau, TOWN, new SplittableRandom(7),
            Clock.fixed(Instant.parse("2026-03-01T04:00:00Z"), ZoneOffset.UTC));
        for (int i = 0; i < 200; i++) {
          desk.enter();
        }

        assertThat(changes(reader)).contains("table public.mz_ryzt: INSERT", "table public.mz_ryzt: UPDATE",
            "table public.mz_ryzt: DELETE", "table public.mz_zm: INSERT", "table public.mz_zm: UPDATE",
            "table public.mz_zm: DELETE");
        assertThat(one(reader, "select count(*) from mz_ryzt where sfzh = '" + Town.WANG + "'")).isEqualTo("2");
      }
      assertThat(Bureau.in(server, TOWN).password()).isEqualTo(bureau.password());
    }
  }

  @Test
  void fewResidentsHaveAnEntitlementAndFewOfTheRowsHaveFlaws() {
    Town town = new Town(1, 10_000);

    List<List<String>> rows = Entitlement.of(town).map(entitlement -> entitlement.row(town)).toList();

    assertThat(rows).hasSizeBetween(500, 2_000);
    assertThat(rows.stream().map(row -> row.get(2)).distinct()).contains("11", "21", "22", "31", "41", "51", "99");
    assertThat(rows.stream().filter(row -> row.get(9).endsWith("0230")).count()).isBetween(1L, 75L);
  }

  @Test
  void everyPaperHasANumberOfItsOwn() {
    List<String> numbers = Paper.of(TOWN).map(paper -> paper.row(TOWN).getFirst()).toList();

    assertThat(numbers).hasSizeBetween(50, 300).doesNotHaveDuplicates();
  }

  private static Set<String> changes(Connection reader) throws SQLException {
    Set<String> kinds = new HashSet<>();
    try (Statement statement = reader.createStatement(); ResultSet result = statement.executeQuery(CHANGES)) {
      while (result.next()) {
        String change = result.getString(1);
        kinds.add(change.substring(0, Math.max(0, change.indexOf(": ", change.indexOf(": ") + 1))));
      }
    }
    return kinds;
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
