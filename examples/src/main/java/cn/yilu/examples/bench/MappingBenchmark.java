package cn.yilu.examples.bench;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.MappedRow;
import cn.yilu.mappings.Mapping;
import cn.yilu.schemas.SharedSchemas;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Mapping alone, on one core: delimited rows of 20 columns, JSON objects and HL7 v2 messages, beside hand-written code with
 * the same libraries in the same run; then a file of five million rows, for which 512 MiB of heap must do. Rates are per
 * second of the thread's own time, so that others on the machine do not matter.
 */
public final class MappingBenchmark {
  private static final int ROWS = 100_000;
  private static final int ROUNDS = 8;
  private static final int LONG_FILE = 5_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final SharedSchemas SCHEMAS = SharedSchemas.released();
  private static final Instant RECEIVED = Instant.parse("2026-01-05T02:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final String REGISTRATION = """
                                     mapping: bench
                                     formats:
                                       delimited: {charset: GB18030}
                                       json: {}
                                     values:
                                       id: {from: GMSFHM, convert: resident-id}
                                     record: RYBH
                                     time: BDSJ
                                     identifiers:
                                       residentId: {value: id}
                                     targets:
                                       - dataset: household-registration
                                         fields: {residentId: {value: id}, householdNumber: HH, householdKind: HB,
                                           relationToHead: YHZGX, name: {from: XM, convert: name},
                                           formerName: {from: CYM, convert: name}, sex: XB, birthDate: CSRQ,
                                           ethnicity: MZ, nativePlace: JG, maritalStatus: HYZK, education: WHCD,
                                           registeredAddress: HKXZ, residenceState: RHZT, personKind: CZRKTYPE,
                                           policeStation: PCSDM, community: {from: SQDM, convert: digits, length: 12},
                                           grid: {from: WGDM, convert: digits, length: 15}, changedAt: BDSJ}
                                     """;
  private static final String MESSAGES = """
                                         mapping: bench
                                         formats:
                                           hl7: {messages: [ADT^A08]}
                                         ignored: [MSH, EVN, PID-1, PID-11, PID-13, PD1, ZFU, DG1]
                                         values:
                                           id: {from: "PID-3[4=MPS].1", convert: resident-id}
                                           file: {from: "PID-3[4=HF].1", convert: digits, length: 17}
                                         record: {value: file}
                                         time: EVN-2
                                         identifiers:
                                           residentId: {value: id}
                                         targets:
                                           - dataset: health-summary
                                             fields: {residentId: {value: id}, healthFileNumber: {value: file},
                                               name: {from: [PID-5.1, PID-5.2], join: "", convert: name}, sex: PID-8,
                                               birthDate: PID-7, hypertension: {from: "DG1[3^=I10]-3", convert: present},
                                               diabetes: {from: ["DG1[3^=E10]-3", "DG1[3^=E11]-3"], convert: present}}
                                         """;

  private final int rows;
  private final Consumer<String> out;
  private long sink;

  private MappingBenchmark(int rows, Consumer<String> out) {
    this.rows = rows;
    this.out = out;
  }

  /** Something that maps all rows of a sample. */
  private interface Work {
    void run() throws Exception;
  }

  /** Rows a second, and bytes of heap taken by each. */
  private record Figure(double rate, double bytes) {}

  public static void main(String[] args) throws Exception {
    run(ROWS, args.length > 0 ? Integer.parseInt(args[0]) : LONG_FILE, System.out::println);
  }

  /** Measures with samples of so many rows, and a long file of so many. */
  static void run(int rows, int longFile, Consumer<String> out) throws Exception {
    new MappingBenchmark(rows, out).measure(longFile);
  }

  private void measure(int longFile) throws Exception {
    HandWritten hand = new HandWritten(SCHEMAS.get("health-summary"));
    Mapping registration = Mapping.compile(REGISTRATION, SCHEMAS);
    Mapping messages = Mapping.compile(MESSAGES, SCHEMAS);
    byte[] file = MappingSamples.delimited(rows);
    byte[] json = MappingSamples.json(rows);
    List<byte[]> hl7 = MappingSamples.messages(rows);
    compare("delimited rows, 20 columns", 300_000, () -> hand.delimited(file, this::count),
        () -> read(registration, file, Optional.of(MappingSamples.GB18030)));
    compare("JSON objects, 20 members", 150_000, () -> hand.json(json, this::count),
        () -> read(registration, json, Optional.empty()));
    compare("HL7 v2 messages, 7 segments", 50_000, () -> hand.messages(hl7, this::count), () -> {
      for (byte[] message : hl7) {
        read(messages, message, Optional.empty());
      }
    });
    longFile(registration, longFile);
  }

  private void compare(String what, int aim, Work hand, Work ours) throws Exception {
    Figure limit = measure(hand);
    Figure figure = measure(ours);
    out.accept(
        "%s: hand-written %,.0f/s (%,.0f bytes each), mapped %,.0f/s (%,.0f bytes each), ratio %.2f, aim %,d/s and 0.70"
            .formatted(what, limit.rate(), limit.bytes(), figure.rate(), figure.bytes(), figure.rate() / limit.rate(),
                aim));
  }

  /** The best of the later rounds. */
  private Figure measure(Work work) throws Exception {
    Figure best = new Figure(0, 0);
    long thread = Thread.currentThread().threadId();
    for (int round = 0; round < ROUNDS; round++) {
      long bytes = THREADS.getThreadAllocatedBytes(thread);
      long start = THREADS.getCurrentThreadCpuTime();
      work.run();
      double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
      bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
      if (rows / seconds > best.rate()) {
        best = new Figure(rows / seconds, (double) bytes / rows);
      }
    }
    return best;
  }

  private void longFile(Mapping mapping, int count) {
    byte[] piece = MappingSamples.delimited(rows);
    int heading = 0;
    while (piece[heading] != '\n') {
      heading++;
    }
    int start = heading + 1;
    Iterator<InputStream> pieces = IntStream.range(0, count / rows)
        .mapToObj(i -> (InputStream) (i == 0
            ? new ByteArrayInputStream(piece)
            : new ByteArrayInputStream(piece, start, piece.length - start)))
        .iterator();
    long begin = System.nanoTime();
    long before = sink;
    read(mapping, new SequenceInputStream(Collections.enumeration(iterable(pieces))),
        Optional.of(MappingSamples.GB18030));
    out.accept("one file of %,d rows (%,d MB): %.0f s, heap limit %,d MiB".formatted(count,
        (long) piece.length * (count / rows) / 1_000_000, (System.nanoTime() - begin) / 1e9,
        Runtime.getRuntime().maxMemory() >> 20));
    if (sink - before < count) {
      throw new IllegalStateException("rows were lost");
    }
  }

  private static List<InputStream> iterable(Iterator<InputStream> pieces) {
    List<InputStream> all = new java.util.ArrayList<>();
    pieces.forEachRemaining(all::add);
    return all;
  }

  private void read(Mapping mapping, byte[] bytes, Optional<Charset> charset) {
    read(mapping, new ByteArrayInputStream(bytes), charset);
  }

  private void read(Mapping mapping, InputStream in, Optional<Charset> charset) {
    mapping.read(new Delivery("bench", new Delivery.Stream(in), charset, RECEIVED, ZONE), this::count);
  }

  private void count(MappedRow row) {
    switch (row) {
      case MappedRow.Used used -> sink += used.claims().getFirst().values().length > 0 ? 1 : 0;
      case MappedRow.Noted noted -> {
      }
      case MappedRow.Rejected rejected -> throw new IllegalStateException("a sample without flaws was rejected");
    }
  }

  private void count(HandWritten.Made made) {
    sink += made.values().length > 0 ? 1 : 0;
  }
}
