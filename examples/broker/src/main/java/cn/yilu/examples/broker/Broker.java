package cn.yilu.examples.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HiveMQ Community Edition on a loopback port, keeping sessions and queued messages in a folder. Arguments: port and
 * folder. It runs until it is told to end.
 */
public final class Broker {

  private Broker() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    Path folder = Path.of(args[1]).toAbsolutePath();
    for (String part : new String[]{"conf", "data", "extensions", "log"}) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(folder.resolve("conf/config.xml"), config(port));
    System.setProperty("hivemq.log.folder", folder.resolve("log").toString());
    EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder().withConfigurationFolder(folder.resolve("conf"))
        .withDataFolder(folder.resolve("data")).withExtensionsFolder(folder.resolve("extensions")).build();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop().join(), "stop"));
    broker.start().join();
    System.out.println("MQTT broker ready on port " + port);
  }

  private static String config(int port) {
    return """
           <?xml version="1.0"?>
           <hivemq>
             <listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
             <mqtt><queued-messages><max-queue-size>100000</max-queue-size></queued-messages></mqtt>
           <persistence><mode>file</mode></persistence>
             <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
           </hivemq>
           """.formatted(port);
  }
}
