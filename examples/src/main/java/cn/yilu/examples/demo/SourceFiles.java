package cn.yilu.examples.demo;

import cn.yilu.examples.process.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Files that tell the service of the town's five sources, put where an operator would put them. */
final class SourceFiles {
  private final Launch launch;
  private final int mllp;

  SourceFiles(Launch launch, int mllp) {
    this.launch = launch;
    this.mllp = mllp;
  }

  Path inbox() {
    return launch.data().resolve("inbox").resolve("property");
  }

  /** Writes the files for systems that can be reached as they say; unchanged files are left alone. */
  void write(Map<String, String> reachable) {
    Path secrets = launch.data().resolve("secrets").resolve("sources");
    replace(secrets.resolve("registry"), reachable.getOrDefault("registry.reader", ""));
    texts(reachable).forEach((id, text) -> replace(launch.data().resolve("sources").resolve(id + ".yaml"), text));
  }

  private Map<String, String> texts(Map<String, String> at) {
    return new TreeMap<>(
        Map.of("registry", """
                           title: {zh: 公安户籍库, en: Household registry}
                           department: police
                           protocol: jdbc
                           mapping: registry
                           connection:
                             url: "%s"
                             user: reader
                             password: "${secret:registry}"
                             query: "select * from czrk where (bdsj, rybh) > (:after) order by bdsj, rybh limit :limit"
                             watermark: bdsj, rybh
                             every: 2s
                           """.formatted(at.get("registry.url")), "health-mllp",
            """
            title: {zh: 卫健公共卫生系统, en: Health centre}
            department: health
            protocol: mllp
            mapping: health-mllp
            connection: {host: 127.0.0.1, port: %d}
            """.formatted(mllp), "property-files", """
                                                   title: {zh: 物业住户台账, en: Property ledgers}
                                                   department: property
                                                   protocol: files
                                                   mapping: property-files
                                                   connection: {folder: "%s", charset: GB18030, settle: 1s, every: 1s}
                                                   """.formatted(inbox()), "elder-xml",
            """
            title: {zh: 养老服务平台, en: Elder-care centre}
            department: civil
            protocol: xml
            mapping: elder-xml
            connection:
              url: "%s"
              every: 5s
              sinceFormat: "yyyy-MM-dd HH:mm:ss"
              body: >-
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><GetElders
                xmlns="urn:elder-care"><since>${since}</since></GetElders></soap:Body></soap:Envelope>
            """.formatted(at.get("elder.url")), "elder-mqtt",
            """
            title: {zh: 养老智能设备, en: Elder-care devices}
            department: civil
            protocol: mqtt
            mapping: elder-mqtt
            connection: {url: "%s", topic: "elder/+/reading", client: yilu-elder-care}
            """.formatted(at.get("mqtt.url"))));
  }

  private static void replace(Path file, String text) {
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        Kept.write(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
