package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingLibrary;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lane of the household registry over a log in memory. */
abstract class LaneWork {
  static final Charset GB18030 = Charset.forName("GB18030");
  static final Instant NOW = Instant.parse("2026-03-05T06:00:00Z");
  static final String HEADER = "RYBH,HH,HB,YHZGX,XM,CYM,XB,MZ,JG,GMSFHM,CSRQ,HKXZ,HYZK,WHCD,RHZT,CZRKTYPE,"
      + "PCSDM,SQDM,WGDM,HISTORY,BDSJ\n";

  @TempDir
  Path folder;
  final InMemoryLog log = new InMemoryLog();
  final SharedSchemas schemas = SharedSchemas.released();
  final Mapping registry = Mapping.compile(MappingLibrary.released("registry").orElseThrow(), schemas);
  LaneTools tools;
  Lane lane;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    DataDirectory data = DataDirectory.at(folder.resolve("data"));
    tools = new LaneTools(log, new ClaimEntries(new Keys(new byte[32]), schemas, clock),
        new Sealer(new DayKeys(data), clock), clock, ZoneId.of("Asia/Shanghai"));
    lane = lane();
  }

  @AfterEach
  void close() {
    lane.close();
    log.close();
  }

  Lane lane(Mapping mapping) {
    return new Lane(new Source("registry", new Text("户籍", "Registry"), "police", "files", "registry", Map.of()),
        mapping, tools);
  }

  Receipt offer(Envelope envelope) {
    return lane.accept(envelope).toCompletableFuture().join();
  }

  void commit(String position, byte @Nullable [] expected, byte[] next) {
    Appended appended = log.append(new Batch(Map.of(), List.of(new Batch.Move(position, expected, next)))).join();
    assertThat(appended).isInstanceOf(Appended.Committed.class);
  }

  static Envelope rows(Optional<String> position, List<Map<String, String>> rows) {
    return new Envelope("registry", "czrk", new Envelope.Rows(rows), "application/x-rows", Optional.empty(),
        NOW, position, Optional.empty());
  }

  Envelope file(String name, String text) throws Exception {
    byte[] bytes = text.getBytes(GB18030);
    Path path = Files.write(folder.resolve(name), bytes);
    String digest = HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return new Envelope("registry", name, new Envelope.File(path), "text/csv", Optional.of(GB18030), NOW,
        Optional.empty(), Optional.of(digest));
  }

  static Map<String, String> person(String id, String name, String changed) {
    return Map.of("RYBH", id, "HH", "A1", "XM", name, "XB", "2", "GMSFHM", "37030219430512986X", "CSRQ", "19430512",
        "SQDM", "370302001001", "WGDM", "370302001001001", "BDSJ", changed);
  }

  static String csv(String id, String name) {
    return id + ",A1,1,02," + name + ",,2,01,,37030219430512986X,19430512,山东省淄博市淄川区般阳路5号3号楼2单元501,20,70,1,1,"
        + "370302001,370302001001,370302001001001,0,20250101000000\n";
  }

  List<Entry> entries(String topic) {
    List<Entry> all = new ArrayList<>();
    for (Block block : log.read(topic, 0, Integer.MAX_VALUE)) {
      all.addAll(block.entries());
    }
    return all;
  }

  Rejection newest(Sealer sealer) {
    return new Rejections(log, new KeptRows(log, sealer)).find("registry", Long.MAX_VALUE, 1, KeptFilter.ALL, false)
        .rows().getFirst();
  }

  Lane lane() {
    return lane(registry);
  }

  void commit(String position, byte @Nullable [] expected, String next) {
    commit(position, expected, next.getBytes(StandardCharsets.US_ASCII));
  }

  static Envelope rows(Optional<String> position, Map<String, String> row) {
    return rows(position, List.of(row));
  }
}
