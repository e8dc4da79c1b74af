package cn.yilu.catalogue.secret;

import cn.yilu.catalogue.DataDirectory;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

  /** Nobody gets keys with which this database was not written. */
  @Bean
  @DependsOnDatabaseInitialization
  Keys keys(DataDirectory data, DataSource dataSource) {
    Keys keys = Keys.keptIn(data.secrets().resolve("installation.key"));
    KeyCheck.of(keys, dataSource);
    return keys;
  }
}
