package cn.yilu.mappings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Prints how many rows of the registry's GB18030 CSV one core maps in a second of its time, with one target and with all three. A
 * program, not a test: run its main.
 */
final class MappingSpeed {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final int ROWS = 200_000;

  private MappingSpeed() {}

  public static void main(String[] arguments) throws IOException {
    byte[] file = file();
    String all = MappingLibrary.released("registry").orElseThrow();
    String one = all.substring(0, all.indexOf("  - dataset: resident"));
    System.out.printf("%,d rows, %,d bytes%n", ROWS, file.length);
    for (int round = 0; round < 8; round++) {
      measure("1 target ", one, file);
      measure("3 targets", all, file);
    }
  }

  private static void measure(String name, String yaml, byte[] file) {
    Mapping mapping = Mapping.compile(yaml, Deliveries.SCHEMAS);
    long[] counts = new long[2];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    mapping.read(new Delivery("speed", new Delivery.Stream(new ByteArrayInputStream(file)),
        Optional.of(Charset.forName("GB18030")), Instant.parse("2026-01-05T02:00:00Z"), ZoneId.of("Asia/Shanghai")),
        row -> {
          if (row instanceof MappedRow.Used used) {
            counts[0] += used.claims().size();
            counts[1] += used.findings().size();
          }
        });
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf("%s %,9.0f rows/s  %,d claims %,d findings%n", name, ROWS / seconds, counts[0], counts[1]);
  }

  private static byte[] file() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(ROWS * 230);
    Charset charset = Charset.forName("GB18030");
    out.write("RYBH,HH,HB,YHZGX,XM,CYM,XB,MZ,JG,GMSFHM,CSRQ,HKXZ,HYZK,WHCD,RHZT,CZRKTYPE,PCSDM,SQDM,WGDM,HISTORY,BDSJ\n"
        .getBytes(charset));
    for (int i = 0; i < ROWS; i++) {
      String day = String.valueOf(19300101 + i % 90 * 10000 + i % 12 * 100 + i % 28);
      String row = "R" + (10_000_000 + i) + ",H" + (1_000_000 + i / 3) + ",家庭户,02,王桂" + (char) (0x4e00 + i % 5000)
          + ",,"
          + (i % 2 + 1) + ",汉,山东淄博," + id("370302" + day + (980 + i % 10)) + "," + day + ",山东省淄博市淄川区般阳路" + i % 300 + "号"
          + i % 20 + "号楼" + i % 5 + "单元" + (101 + i % 30 * 100) + ",20,70,1,1,370302001000,370302001001,370302001001"
          + (100 + i % 800) + ",0,202508" + (10 + i % 20) + "093000\n";
      out.write(row.getBytes(charset));
    }
    return out.toByteArray();
  }

  private static String id(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }
}
