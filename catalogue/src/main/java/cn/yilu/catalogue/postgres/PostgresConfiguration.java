package cn.yilu.catalogue.postgres;

import cn.yilu.catalogue.DataDirectory;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PostgresConfiguration {

  @Bean
  Server postgres(PostgresProperties properties, DataDirectory data) {
    return properties.url().isEmpty()
        ? EmbeddedServer.start(EmbeddedSettings.in(data.postgres(), data.secrets(), "yilu", "yilu"))
        : ExternalServer.at(new Address(properties.url(), properties.user(), properties.password()));
  }

  /** Depends on the server, so that it is closed before the server stops. */
  @Bean
  HikariDataSource dataSource(Server postgres, PostgresProperties properties) {
    return postgres.address().pool(properties.connections());
  }
}
