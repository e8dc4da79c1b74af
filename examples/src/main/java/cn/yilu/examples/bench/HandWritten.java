package cn.yilu.examples.bench;

import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.code.CodeLists;
import cn.yilu.schemas.identifier.ResidentIdScan;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * What a good programmer writes by hand for one source, with the same libraries and checks: the measure that mappings are
 * held against.
 */
final class HandWritten {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Map<String, Integer> places = new HashMap<>();
  private final ResidentIdScan ids = new ResidentIdScan();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
  private final long today = LocalDate.of(2026, 1, 5).toEpochDay();
  private final Map<String, String> relation = CodeLists.of("relation").words();
  private final Map<String, String> sex = CodeLists.of("sex").words();
  private final Map<String, String> ethnicity = CodeLists.of("ethnicity").words();
  private final Map<String, String> marital = CodeLists.of("marital-status").words();
  private final Map<String, String> education = CodeLists.of("education").words();
  private final Map<String, String> residence = CodeLists.of("residence-state").words();
  private final Map<String, String> kind = CodeLists.of("person-kind").words();
  private final int healthFields;

  /** A row's id, the number of the person, and the bytes of the record. */
  record Made(String record, String person, long time, byte[] values) {}

  HandWritten(SharedSchema health) {
    for (int i = 0; i < MappingSamples.COLUMNS.length; i++) {
      places.put(MappingSamples.COLUMNS[i], i);
    }
    healthFields = health.fields().size();
  }

  void delimited(byte[] file, Consumer<Made> made) throws IOException {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(new ByteArrayInputStream(file), MappingSamples.GB18030))) {
      lines.readLine();
      String[] cells = new String[MappingSamples.COLUMNS.length];
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int from = 0;
        for (int i = 0; i < cells.length; i++) {
          int to = line.indexOf(',', from);
          cells[i] = line.substring(from, to < 0 ? line.length() : to).strip();
          from = to + 1;
        }
        made.accept(registration(cells));
      }
    }
  }

  void json(byte[] file, Consumer<Made> made) throws IOException {
    String[] cells = new String[MappingSamples.COLUMNS.length];
    try (JsonParser parser = new JsonFactory().createParser(file)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Arrays.fill(cells, "");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          Integer place = places.get(name);
          String value = parser.nextTextValue();
          if (place != null) {
            cells[place] = value == null ? "" : value.strip();
          }
        }
        made.accept(registration(cells));
      }
    }
  }

  private Made registration(String[] cells) throws IOException {
    bytes.reset();
    String person = number(cells[9]);
    text(person);
    text(cells[1]);
    text(cells[2]);
    text(relation.get(cells[3]));
    text(name(cells[4]));
    text(cells[5].isEmpty() ? null : name(cells[5]));
    text(sex.get(cells[6]));
    day(cells[10]);
    text(ethnicity.get(cells[7]));
    text(cells[8]);
    text(marital.get(cells[12]));
    text(education.get(cells[13]));
    text(cells[11]);
    text(residence.get(cells[14]));
    text(kind.get(cells[15]));
    text(cells[16]);
    text(code(cells[17], 12));
    text(code(cells[18], 15));
    long changed = time(cells[19]);
    out.writeIndex(1);
    out.writeLong(changed);
    return new Made(cells[0], person == null ? "" : person, changed, bytes.toByteArray());
  }

  void messages(List<byte[]> messages, Consumer<Made> made) throws IOException {
    for (byte[] message : messages) {
      String file = "";
      String person = null;
      String[] pid = {};
      long time = 0;
      boolean pressure = false;
      boolean sugar = false;
      for (String segment : new String(message, StandardCharsets.UTF_8).split("\r")) {
        String[] fields = segment.split("\\|", -1);
        switch (fields[0]) {
          case "EVN" -> time = time(fields[2]);
          case "PID" -> pid = fields;
          case "DG1" -> {
            pressure |= fields[3].startsWith("I10");
            sugar |= fields[3].startsWith("E1");
          }
          default -> {
          }
        }
      }
      for (String repetition : pid[3].split("~")) {
        String[] components = repetition.split("\\^", -1);
        if (components[3].equals("HF")) {
          file = components[0];
        } else if (components[3].equals("MPS")) {
          person = number(components[0]);
        }
      }
      bytes.reset();
      text(person);
      text(code(file, 17));
      text(name(pid[5].replace("^", "")));
      text(sex.get(pid[8].equals("M") ? "1" : "2"));
      day(pid[7]);
      truth(pressure);
      truth(sugar);
      for (int i = 7; i < healthFields; i++) {
        out.writeIndex(0);
      }
      made.accept(new Made(file, person == null ? "" : person, time, bytes.toByteArray()));
    }
  }

  private void text(@org.jspecify.annotations.Nullable String value) throws IOException {
    if (value == null || value.isEmpty()) {
      out.writeIndex(0);
    } else {
      out.writeIndex(1);
      out.writeString(value);
    }
  }

  private void truth(boolean value) throws IOException {
    out.writeIndex(1);
    out.writeBoolean(value);
  }

  private void day(String text) throws IOException {
    out.writeIndex(1);
    out.writeInt((int) LocalDate.of(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8)).toEpochDay());
  }

  private static long time(String text) {
    return LocalDateTime.of(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8), digits(text, 8, 10),
        digits(text, 10, 12), digits(text, 12, 14)).atZone(ZONE).toInstant().toEpochMilli();
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  @org.jspecify.annotations.Nullable
  private String number(String text) {
    char[] chars = text.toCharArray();
    return ids.read(chars, 0, chars.length, today) == null ? new String(ids.number(), 0, 18) : null;
  }

  private static String name(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '?' || c == '\ufffd' || (c >= 0xe000 && c <= 0xf8ff)) {
        throw new IllegalArgumentException("a sample without flaws has one");
      }
    }
    return text.indexOf(' ') < 0 ? text : text.replace(" ", "");
  }

  @org.jspecify.annotations.Nullable
  private static String code(String text, int length) {
    return text.length() == length && text.chars().allMatch(c -> c >= '0' && c <= '9') ? text : null;
  }
}
