package cn.yilu.catalogue.log;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.secret.Keys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

class WiringTest {
  @TempDir
  Path data;

  private ApplicationContextRunner service() {
    return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
        .withUserConfiguration(Parts.class)
        .withBean(DataDirectory.class, () -> DataDirectory.at(data))
        .withBean(Clock.class, Clock::systemUTC);
  }

  @Test
  void withoutASettingADatabaseOfOurOwnHoldsTheLogAcrossRestarts() {
    for (long start = 1; start <= 2; start++) {
      long expected = start;
      service().run(context -> {
        assertThat(context.getBean(Ledger.class).note("start", "system", Map.of()).join()).isEqualTo(expected);
        assertThat(context.getBean(Keys.class)).isNotNull();
        assertThat(context.getBean("logHealthIndicator", HealthIndicator.class).health())
            .hasFieldOrPropertyWithValue("status", Status.UP);
      });
    }
    assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void aServerThatSomebodyElseRunsIsUsedWhenItIsNamed() {
    Address other = TestDatabase.freshAddress();
    service().withPropertyValues("yilu.postgres.url=" + other.url(), "yilu.postgres.user=" + other.user(),
        "yilu.postgres.password=" + other.password()).run(context -> {
          try (Connection connection = context.getBean(DataSource.class).getConnection()) {
            assertThat(connection.getMetaData().getURL()).startsWith(other.url());
          }
          assertThat(data.resolve("postgres")).doesNotExist();
        });
  }

  @Test
  void aDatabaseOfBeforeTheLogWasCompactedIsBroughtUpAndItsBlocksAreRead() throws Exception {
    Address old = TestDatabase.freshAddress();
    Entry entry = LogContract.entry(1);
    StoredBlock block = StoredBlock.of(new Block(1, List.of(entry, LogContract.entry(2))));
    try (Connection connection = old.connect(); Statement statement = connection.createStatement()) {
      statement.execute("drop table log_trail, log_compaction");
      statement.execute("alter table log_block drop constraint log_block_range");
      statement.execute("alter table log_block add check (count > 0 and last = first + count - 1)");
      statement.execute("delete from flyway_schema_history where version = '12'");
      statement.execute("insert into log_topic (name, head) values ('t', 2)");
      statement.execute("insert into log_block select id, 1, 2, 2, 1, " + block.checksum() + ", '\\x"
          + HexFormat.of().formatHex(block.bytes()) + "' from log_topic where name = 't'");
    }

    service().withInitializer(new ConfigDataApplicationContextInitializer())
        .withPropertyValues("yilu.postgres.url=" + old.url(), "yilu.postgres.user=" + old.user(),
            "yilu.postgres.password=" + old.password())
        .run(context -> {
          assertThat(LogContract.keys(context.getBean(Log.class).read("t", 0, 10))).containsExactly(1L, 2L);
          context.getBean(Compaction.class).expire("t", 1, Instant.now(), () -> true);
          assertThat(LogContract.keys(context.getBean(Log.class).read("t", 0, 10))).containsExactly(1L, 2L);
          context.getBean(Compaction.class).expire("t", 2, Instant.now(), () -> true);
          assertThat(LogContract.keys(context.getBean(Log.class).read("t", 0, 10))).isEmpty();
          assertThat(LogContract.keys(context.getBean(Log.class).trail("t", 0, 10))).containsExactly(1L, 2L);
        });
  }

  @Test
  void thatTheLogWasRestoredIsNotedInTheLedger() {
    Address backup = TestDatabase.freshAddress();
    service().withPropertyValues("yilu.postgres.url=" + backup.url(), "yilu.postgres.user=" + backup.user(),
        "yilu.postgres.password=" + backup.password(), "yilu.restored=true").run(context -> {
          int generation = context.getBean(Log.class).identity().generation();
          assertThat(generation).isGreaterThan(1);
          assertThat(context.getBean(Ledger.class).read(0, 10)).singleElement().satisfies(note -> {
            assertThat(note.event()).isEqualTo("log.restored");
            assertThat(note.facts()).hasToString("{generation=" + generation + "}");
          });
        });
  }

  @Test
  void anExternalServerThatIsNotThereIsNamed() {
    service().withPropertyValues("yilu.postgres.url=jdbc:postgresql://127.0.0.1:1/yilu")
        .run(
            context -> assertThat(context).getFailure().hasStackTraceContaining("yilu.postgres.url cannot be reached"));
  }

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("cn.yilu.catalogue.postgres")
  @ComponentScan(basePackages = {"cn.yilu.catalogue.postgres", "cn.yilu.catalogue.log", "cn.yilu.catalogue.secret",
      "cn.yilu.catalogue.audit"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
  static class Parts {}
}
