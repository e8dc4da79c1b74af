package cn.yilu.catalogue.log;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.secret.Keys;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
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
