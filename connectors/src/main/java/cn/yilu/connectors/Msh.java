package cn.yilu.connectors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The header segment of an HL7 v2 message, as far as an answer needs it, in the sender's own bytes: whatever character
 * set they are in, they go back unchanged. A message without the segment has an empty one; of a segment longer than
 * 4 KiB the rest is passed over.
 */
final class Msh {
  private static final byte[] NOTHING = {};
  private static final int LONGEST = 4 << 10;
  private static final int FIELDS = 24;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ").withZone(ZoneOffset.UTC);
  private static final String USUAL = "|^~\\&";

  private final byte separator;
  private final byte component;
  private final List<byte[]> fields;

  private Msh(byte separator, byte component, List<byte[]> fields) {
    this.separator = separator;
    this.component = component;
    this.fields = fields;
  }

  static Msh of(byte[] message) {
    int end = 0;
    while (end < Math.min(message.length, LONGEST) && message[end] != '\r' && message[end] != '\n') {
      end++;
    }
    if (end < 8 || message[0] != 'M' || message[1] != 'S' || message[2] != 'H') {
      return new Msh((byte) '|', (byte) '^', List.of());
    }
    return new Msh(message[3], message[4], split(message, 4, end, message[3]));
  }

  /** MSH-10, empty when there is none. */
  String controlId() {
    return new String(field(10), StandardCharsets.ISO_8859_1);
  }

  /**
   * The acknowledgement codes that the sender wants, in their order: without MSH-15 and MSH-16 the one given, in
   * enhanced mode a commit acknowledgement ({@code CA CE CR}) and then that one, each as far as its field asks for it.
   *
   * @param code {@code AA}, {@code AE} or {@code AR}
   */
  List<String> wanted(String code) {
    String accept = text(15);
    String application = text(16);
    if (accept.isEmpty() && application.isEmpty()) {
      return List.of(code);
    }
    List<String> wanted = new ArrayList<>();
    if (wants(accept, code)) {
      wanted.add("C" + code.charAt(1));
    }
    if (wants(application, code)) {
      wanted.add(code);
    }
    return wanted;
  }

  private static boolean wants(String condition, String code) {
    return switch (condition) {
      case "AL" -> true;
      case "SU" -> code.equals("AA");
      case "ER" -> !code.equals("AA");
      default -> false;
    };
  }

  private String text(int number) {
    return new String(field(number), StandardCharsets.ISO_8859_1).strip();
  }

  /** {@code MSH} and {@code MSA} going back to the sender; MSA-2 is its MSH-10. */
  byte[] acknowledgement(String code, String text, Instant time) {
    byte[] delimiters = fields.isEmpty() ? USUAL.substring(1).getBytes(StandardCharsets.US_ASCII) : field(2);
    List<byte[]> header = new ArrayList<>(List.of(ascii("MSH"), delimiters, field(5), field(6), field(3), field(4),
        ascii(TIME.format(time)), NOTHING, type(),
        ascii(UUID.randomUUID().toString().replace("-", "").substring(0, 20)),
        or(field(11), "P"), or(field(12), "2.5")));
    if (field(18).length > 0) {
      header.addAll(List.of(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, field(18)));
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    segment(answer, header);
    segment(answer, List.of(ascii("MSA"), ascii(code), field(10), ascii(text)));
    return answer.toByteArray();
  }

  private byte[] type() {
    List<byte[]> parts = split(field(9), 0, field(9).length, component);
    ByteArrayOutputStream type = new ByteArrayOutputStream();
    type.writeBytes(ascii("ACK"));
    if (parts.size() > 1) {
      type.write(component);
      type.writeBytes(parts.get(1));
    }
    return type.toByteArray();
  }

  /** MSH-2 is the first after the separator, which counts as MSH-1. */
  private byte[] field(int number) {
    return number - 2 < fields.size() ? fields.get(number - 2) : NOTHING;
  }

  private void segment(ByteArrayOutputStream to, List<byte[]> fields) {
    for (int at = 0; at < fields.size(); at++) {
      if (at > 0) {
        to.write(separator);
      }
      to.writeBytes(fields.get(at));
    }
    to.write('\r');
  }

  private static List<byte[]> split(byte[] bytes, int from, int to, byte at) {
    List<byte[]> parts = new ArrayList<>();
    int begin = from;
    for (int index = from; index <= to && parts.size() < FIELDS; index++) {
      if (index == to || bytes[index] == at) {
        parts.add(Arrays.copyOfRange(bytes, begin, index));
        begin = index + 1;
      }
    }
    return parts;
  }

  private static byte[] or(byte[] field, String otherwise) {
    return field.length > 0 ? field : ascii(otherwise);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
