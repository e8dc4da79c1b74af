package cn.yilu.catalogue.wiring;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.connectors.FhirRoutes;
import cn.yilu.connectors.FileRoutes;
import cn.yilu.connectors.HttpRoutes;
import cn.yilu.connectors.JdbcRoutes;
import cn.yilu.connectors.KafkaRoutes;
import cn.yilu.connectors.MllpRoutes;
import cn.yilu.connectors.MqttRoutes;
import cn.yilu.connectors.PostgresChangesRoutes;
import cn.yilu.connectors.PushRoutes;
import cn.yilu.connectors.SftpRoutes;
import cn.yilu.connectors.SoapRoutes;
import cn.yilu.connectors.SourceRoutes;
import cn.yilu.connectors.XmlRoutes;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The protocols this service speaks, and the Camel context their routes run in. */
@Configuration(proxyBeanMethods = false)
class Connectors {

  /** A plain context of our own: sources bring their routes at run time, so nothing is to be found on the class path. */
  @Bean(initMethod = "start", destroyMethod = "close")
  CamelContext camel() {
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.getCamelContextExtension().setName("yilu");
    camel.getShutdownStrategy().setTimeout(20);
    return camel;
  }

  @Bean
  SourceRoutes jdbc(DataDirectory data, Clock clock) {
    return new JdbcRoutes(data.drivers(), clock);
  }

  @Bean
  SourceRoutes mllp(Clock clock) {
    return new MllpRoutes(clock);
  }

  @Bean
  SourceRoutes files(DataDirectory data, Clock clock) {
    return new FileRoutes(data.tmp(), clock);
  }

  @Bean
  SourceRoutes sftp(DataDirectory data, Clock clock) {
    return new SftpRoutes(data.tmp(), clock);
  }

  @Bean
  SourceRoutes soap(DataDirectory data, Clock clock) {
    return new SoapRoutes(data.tmp(), clock);
  }

  @Bean
  SourceRoutes xml(DataDirectory data, Clock clock) {
    return new XmlRoutes(data.tmp(), clock);
  }

  @Bean
  SourceRoutes http(DataDirectory data, Clock clock) {
    return new HttpRoutes(data.tmp(), clock);
  }

  @Bean
  SourceRoutes push() {
    return new PushRoutes();
  }

  @Bean
  SourceRoutes fhir(DataDirectory data, Clock clock) {
    return new FhirRoutes(data.tmp(), clock);
  }

  @Bean
  SourceRoutes kafka(Clock clock) {
    return new KafkaRoutes(clock);
  }

  @Bean
  SourceRoutes postgresChanges(Clock clock) {
    return new PostgresChangesRoutes(clock);
  }

  @Bean
  SourceRoutes mqtt(Clock clock) {
    return new MqttRoutes(clock);
  }
}
