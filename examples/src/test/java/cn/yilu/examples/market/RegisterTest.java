package cn.yilu.examples.market;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.registry.DepartmentDatabase;
import cn.yilu.examples.registry.Registry;
import cn.yilu.examples.town.Town;
import cn.yilu.schemas.identifier.Uscc;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterTest {
  @TempDir
  Path folder;

  @Test
  void itsReaderReadsTheTableFromWhichRowsDisappear() throws Exception {
    Town town = new Town(1, 2_000);
    try (Registry server = Registry.start(folder.resolve("registry"), Path.of("target", "postgres").toAbsolutePath(),
        town, new Ports(new Kept(folder.resolve("ports"))))) {
      DepartmentDatabase register = Register.in(server, town);
      try (Connection reader = DriverManager.getConnection(register.url(), "market_reader", register.password())) {
        int before = count(reader, "");
        Counter counter = new Counter(register, new SplittableRandom(7));
        for (int i = 0; i < 60; i++) {
          counter.enter();
        }

        assertThat(before).isBetween(50, 200);
        assertThat(count(reader, "")).isBetween(40, before - 1);
        assertThat(count(reader, "where ztbh < 'ZT1' and djzt = '1'")).isEqualTo(3);
      }
      assertThat(Register.in(server, town).password()).isEqualTo(register.password());
    }
  }

  @Test
  void codesAreInventedWithTheirCheckAndFewRowsHaveFlaws() {
    List<List<String>> rows = Entity.rows(new Town(1, 20_000)).toList();

    long good = rows.stream().filter(row -> Uscc.read(row.get(1)).isPresent()).count();
    long codes = rows.stream().map(row -> row.get(1)).distinct().count();

    assertThat(rows.stream().map(List::getFirst)).doesNotHaveDuplicates();
    assertThat(rows.size() - good).isBetween(1L, rows.size() / 20L);
    assertThat(rows.size() - codes).isBetween(1L, rows.size() / 20L);
    assertThat(rows.stream().map(row -> row.get(10)).distinct()).contains("1", "2", "3");
  }

  private static int count(Connection connection, String where) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from scjg_frxx " + where)) {
      result.next();
      return result.getInt(1);
    }
  }
}
