package cn.yilu.examples.demo;

import cn.yilu.examples.process.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Files that tell the service of the town's sources, put where an operator would put them. */
final class SourceFiles {
  static final String PUSH = "/api/v1/intake/";
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
    replace(secrets.resolve("civil-affairs"), reachable.getOrDefault("civil.reader", ""));
    replace(secrets.resolve("market-register"), reachable.getOrDefault("market.reader", ""));
    replace(secrets.resolve("property-sftp"), reachable.getOrDefault("sftp.password", ""));
    replace(secrets.resolve("estate"), reachable.getOrDefault("estate.password", ""));
    replace(launch.data().resolve("sources/mappings/grid-events.yaml"), resource("grid-events"));
    Map<String, String> texts = new TreeMap<>(texts(reachable));
    texts.putAll(more(reachable));
    texts.putAll(civil(reachable));
    texts.putAll(lists(reachable));
    texts.forEach((id, text) -> replace(launch.data().resolve("sources").resolve(id + ".yaml"), text));
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

  private Map<String, String> more(Map<String, String> at) {
    return Map.of("property-rest",
        """
        title: {zh: 安居物业管理平台, en: Second property company}
        department: property
        protocol: http
        mapping: property-rest
        connection:
          url: "%s"
          parameters: {page: "${page}", size: "${size}", updatedFrom: "${since}"}
          headers: {X-Token: "${token}"}
          rows: data.list
          pages: {by: page, first: 0, size: 20}
          error: {path: code, ok: ["0"], expired: ["401"]}
          login:
            url: "%s"
            body: '{"user": "yilu", "password": "${secret:estate}"}'
            token: data.token
          sinceFormat: "yyyy-MM-dd HH:mm:ss"
          overlap: 1m
          every: 10s
        """.formatted(at.get("estate.url"), at.getOrDefault("estate.url", "").replace("residents", "token")),
        "property-xls",
        """
        title: {zh: 老旧小区物业台账, en: Third property company}
        department: property
        protocol: sftp
        mapping: property-xls
        connection:
          host: 127.0.0.1
          port: %s
          hostKey: "%s"
          user: yilu
          password: "${secret:property-sftp}"
          include: "*.xls"
          settle: 1s
          every: 3s
        """.formatted(at.get("sftp.port"), at.get("sftp.key")), "health-fhir",
        """
        title: {zh: 社区诊所接口, en: Neighbourhood clinic}
        department: health
        protocol: fhir
        mapping: health-fhir
        connection: {url: "%s", search: "Patient, Observation, Immunization", count: 50, every: 10s}
        """.formatted(at.get("fhir.url")), "registry-station",
        """
        title: {zh: 派出所户籍文件, en: Police station's file}
        department: police
        protocol: files
        mapping: registry
        connection: {folder: "%s", charset: GB18030, settle: 1s, every: 2s}
        """.formatted(inbox().resolveSibling("registry")), "elder-soap",
        """
        title: {zh: 安康居家养老平台, en: Second elder-care vendor}
        department: civil
        protocol: soap
        mapping: elder-soap
        connection:
          url: "%s"
          every: 10s
          sinceFormat: "yyyy-MM-dd HH:mm:ss"
          body: '<query xmlns="urn:second-vendor"><since>${since}</since></query>'
        """.formatted(at.get("soap.url")), "grid-events",
        """
        title: {zh: 网格员移动端, en: Grid workers' app}
        department: community
        protocol: push
        mapping: grid-events
        connection: {programs: grid-app}
        """, "facility-kafka",
        """
        title: {zh: 公共设施物联平台, en: Platform of public facilities}
        department: property
        protocol: kafka
        mapping: facility-kafka
        connection: {bootstrap: "%s", topic: facility.state, deletes: json, group: yilu}
        """.formatted(at.get("kafka.bootstrap")));
  }

  private static Map<String, String> civil(Map<String, String> at) {
    return Map.of("civil-affairs", """
                                   title: {zh: 民政业务库, en: Civil affairs database}
                                   department: civil
                                   protocol: postgres-changes
                                   mapping: civil-affairs
                                   connection:
                                     url: "%s"
                                     user: civil_reader
                                     password: "${secret:civil-affairs}"
                                     tables: public.mz_ryzt, public.mz_zm
                                   """.formatted(at.get("civil.url")), "housekeeping",
        """
        title: {zh: 家政服务平台, en: Housekeeping vendor}
        department: civil
        protocol: push
        mapping: housekeeping-push
        connection: {programs: housekeeping}
        """, "health-bulk",
        """
        title: {zh: 乡镇卫生院批量导出, en: Township hospital's bulk export}
        department: health
        protocol: fhir
        mapping: health-fhir
        connection: {url: "%s", export: system, types: "Patient, Observation", every: 30s}
        """.formatted(at.get("hospital.url")), "elder-mqtt3",
        """
        title: {zh: 安康居家智能设备, en: Second vendor's devices}
        department: civil
        protocol: mqtt
        mapping: elder-mqtt3
        connection: {url: "%s", version: "3.1.1", topic: "ankang/+/up", client: yilu-ankang}
        """.formatted(at.get("mqtt.url")));
  }

  /** What is sent or read as a whole each time, so that what disappears is withdrawn. */
  private Map<String, String> lists(Map<String, String> at) {
    return Map.of("market-register",
        """
        title: {zh: 市场监管法人库, en: Register of legal entities}
        department: market
        protocol: jdbc
        mapping: market-register
        connection:
          url: "%s"
          user: market_reader
          password: "${secret:market-register}"
          mode: full
          query: "select * from scjg_frxx"
          every: 30s
        """.formatted(at.get("market.url")), "grid-list",
        """
        title: {zh: 网格清单, en: List of grids}
        department: community
        protocol: files
        mapping: grid-list
        delivers: snapshot
        connection: {folder: "%s", include: "*.xlsx", settle: 1s, every: 2s}
        """.formatted(inbox().resolveSibling("grids")));
  }

  /** A mapping that comes with the demo, as an integrator would write it for a system that no release knows. */
  private static String resource(String mapping) {
    String name = "/mappings/" + mapping + ".yaml";
    try (InputStream in = Objects.requireNonNull(SourceFiles.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
