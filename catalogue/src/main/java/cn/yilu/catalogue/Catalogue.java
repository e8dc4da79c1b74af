package cn.yilu.catalogue;

import cn.yilu.mappings.trial.Check;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The service: data-exchange and open-data catalogue (数据共享交换与目录服务). */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class Catalogue {

  /**
   * Starts the service; it runs until it is stopped. {@code check <mapping.yaml> [<sample>]} looks at a mapping file
   * instead and ends.
   */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("check")) {
      System.exit(Check.run(List.of(args).subList(1, args.length)));
    }
    Thread.setDefaultUncaughtExceptionHandler(new MemoryExhausted());
    SpringApplication.run(Catalogue.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ZoneId zone(YiluProperties yilu) {
    return yilu.zone();
  }

  @Bean
  DataDirectory dataDirectory(YiluProperties yilu) {
    return DataDirectory.at(yilu.data());
  }

  @Bean
  SharedSchemas sharedSchemas() {
    return SharedSchemas.released();
  }
}
