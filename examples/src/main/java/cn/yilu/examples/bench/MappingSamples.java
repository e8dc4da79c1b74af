package cn.yilu.examples.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Made-up deliveries of 20 columns for measuring mappings; numbers are of the invented block. */
final class MappingSamples {
  static final Charset GB18030 = Charset.forName("GB18030");
  static final String[] COLUMNS = {"RYBH", "HH", "HB", "YHZGX", "XM", "CYM", "XB", "MZ", "JG", "GMSFHM", "CSRQ", "HKXZ",
      "HYZK", "WHCD", "RHZT", "CZRKTYPE", "PCSDM", "SQDM", "WGDM", "BDSJ"};
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private MappingSamples() {}

  static byte[] delimited(int rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(rows * 220);
    out.writeBytes((String.join(",", COLUMNS) + "\n").getBytes(GB18030));
    for (int i = 0; i < rows; i++) {
      out.writeBytes((String.join(",", cells(i)) + "\n").getBytes(GB18030));
    }
    return out.toByteArray();
  }

  static byte[] json(int rows) {
    StringBuilder json = new StringBuilder(rows * 420).append('[');
    for (int i = 0; i < rows; i++) {
      String[] cells = cells(i);
      json.append(i == 0 ? "{" : ",\n{");
      for (int k = 0; k < cells.length; k++) {
        json.append(k == 0 ? "\"" : ",\"").append(COLUMNS[k]).append("\":\"").append(cells[k]).append('"');
      }
      json.append('}');
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  static List<byte[]> messages(int count) {
    List<byte[]> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String[] cells = cells(i);
      messages.add(
          ("MSH|^~\\&|HIS|ZCWJ|YILU|ZC|20250801093000||ADT^A08^ADT_A01|M" + i + "|P|2.5|||AL|NE|CHN|UNICODE UTF-8\r"
              + "EVN|A08|" + cells[19] + "\rPID|1||" + (37030200101000000L + i) + "^^^HF~" + cells[9] + "^^^MPS||"
              + cells[4]
              + "||" + cells[10] + "|" + (i % 2 == 0 ? "M" : "F") + "|||" + cells[11] + "||138" + (10_000_000 + i)
              + "\rPD1||||D01^赵医生\rDG1|1||I10.x00^原发性高血压^ICD-10||20200101|F\r"
              + "DG1|2||E11.900^2型糖尿病^ICD-10||20200101|F\rZFU|20250901\r").getBytes(StandardCharsets.UTF_8));
    }
    return messages;
  }

  private static String[] cells(int i) {
    String day = String.valueOf(19300101 + i % 90 * 10000 + i % 12 * 100 + i % 28);
    int sex = i % 2 == 0 ? 1 : 2;
    return new String[]{"R" + (10_000_000 + i), "H" + (1_000_000 + i / 3), "家庭户", "02",
        "王桂" + (char) (0x4e00 + i % 5000), "", String.valueOf(sex), "汉", "山东淄博",
        id("370302" + day + (980 + i % 5 * 2 + (sex == 1 ? 1 : 0))), day,
        "山东省淄博市淄川区般阳路" + i % 300 + "号" + i % 20 + "号楼" + i % 5 + "单元" + (101 + i % 30 * 100), "20", "70", "1", "1",
        "370302001000", "370302001001", "370302001001" + (100 + i % 800), "202508" + (10 + i % 20) + "093000"};
  }

  private static String id(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }
}
