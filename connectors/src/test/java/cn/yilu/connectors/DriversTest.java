package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real MariaDB, by its driver that is not on our class path but in a folder. */
class DriversTest {
  private static MariaDb maria;

  @AutoClose
  private final Town town = new Town();

  @BeforeAll
  static void startServer(@TempDir Path folder) throws Exception {
    maria = new MariaDb(folder);
    maria
        .sql("create database town character set utf8mb4; create table town.lou (id bigint primary key, mc varchar(40),"
            + " gxsj datetime); insert into town.lou values (1, '一号楼', '2026-01-01 00:00:01'), (2, null, '2026-01-01"
            + " 00:00:02'), (3, '三号楼', '2026-01-01 00:00:03')");
  }

  @AfterAll
  static void stopServer() throws Exception {
    maria.close();
  }

  @Test
  void aJarThatIsDroppedIntoTheFolderIsFoundWithoutARestart(@TempDir Path drivers) throws Exception {
    town.start(new JdbcRoutes(drivers, Clock.systemUTC()), "buildings", Map.of("url", maria.url(), "user", "root",
        "mode", "full", "query", "select id, mc from lou order by id", "every", "1h", "batch", "2"));
    assertThat(town.inbox.trouble().en()).contains("no driver for jdbc:mariadb");

    try (Stream<Path> jars = Files.list(Path.of("target/drivers"))) {
      Path jar = jars.findFirst().orElseThrow();
      Files.copy(jar, drivers.resolve(jar.getFileName()));
    }

    var first = town.inbox.next();
    first.commit();
    var last = town.inbox.next();
    assertThat(rows(first).getFirst()).isEqualTo(Map.of("id", "1", "mc", "一号楼"));
    assertThat(rows(first).get(1)).containsEntry("id", "2").containsEntry("mc", null);
    assertThat(rows(last)).containsExactly(Map.of("id", "3", "mc", "三号楼"));
    assertThat(last.envelope().snapshot()).map(Envelope.Snapshot::last).contains(true);
  }

  @Test
  void pagesGoOnByWatermark() throws Exception {
    town.start(new JdbcRoutes(Path.of("target/drivers"), Clock.systemUTC()), "buildings", Map.of("url", maria.url(),
        "user", "root", "query", "select * from lou where gxsj > :gxsj or (gxsj = :gxsj and id > :id) order by gxsj, id"
            + " limit :limit",
        "watermark", "gxsj, id", "first", "1970-01-01 00:00:00,0", "every", "20ms", "batch", "2"));

    var first = town.inbox.next();
    first.commit();
    var second = town.inbox.next();
    second.commit();
    maria.sql("insert into town.lou values (0, '零号楼', '2026-01-01 00:00:04')");

    assertThat(rows(first)).extracting(row -> row.get("id")).containsExactly("1", "2");
    assertThat(rows(second)).extracting(row -> row.get("id")).containsExactly("3");
    assertThat(rows(town.inbox.next())).extracting(row -> row.get("id")).containsExactly("0");
  }

  @Test
  void aQueryWithoutEndIsCancelledAtTheDatabaseByItsOwnDriver() throws Exception {
    town.start(new JdbcRoutes(Path.of("target/drivers"), Clock.systemUTC()), "buildings", Map.of("url", maria.url(),
        "user", "root", "mode", "full", "query", "select id from lou where sleep(1000) = 0", "timeout", "300ms"));

    assertThat(town.inbox.trouble().en()).startsWith("the database did not answer in time");
    for (int tries = 1; tries <= 4; tries++) {
      assertThat(town.inbox.failing().tries()).isEqualTo(tries);
    }

    assertThat(
        maria.answer("select count(*) from information_schema.processlist where info like 'select id from lou%'"))
        .isIn("0", "1");
  }

  private static List<Map<String, String>> rows(RecordingInbox.Offer offer) {
    return ((Envelope.Rows) offer.envelope().content()).rows();
  }
}
