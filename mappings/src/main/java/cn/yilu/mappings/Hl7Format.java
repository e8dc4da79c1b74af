package cn.yilu.mappings;

import cn.yilu.mappings.rule.CharsetDiffers;
import cn.yilu.mappings.rule.MessageUnsupported;
import cn.yilu.mappings.rule.Undecodable;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * HL7 v2 messages in ER7 form, one alone or a batch, read leniently: any version, any Z segment, nothing validated. A
 * message that stands alone and cannot be taken makes the delivery unreadable; one of a batch is a rejected row.
 *
 * @param messages types that are taken, such as {@code ADT^A08}; empty for all
 * @param each segments of which every one is a row of its own, with what belongs to it
 * @param paths by column; an empty one is no place in a message
 */
record Hl7Format(Set<String> messages, List<String> each, List<Optional<Hl7Path>> paths,
    Hl7Use use) implements Format {
  static final Text NOT_HL7 = new Text("不是HL7 v2消息", "not an HL7 v2 message");
  private static final Text UNSUPPORTED = new Text("不支持此类HL7消息", "this type of HL7 message is not supported");
  /** The byte order mark of UTF-8, byte by byte. */
  private static final String MARK = "\u00ef\u00bb\u00bf";
  private static final int HEAD = 2000;

  Hl7Format {
    messages = Set.copyOf(messages);
    each = List.copyOf(each);
    paths = List.copyOf(paths);
  }

  @Override
  public boolean fits(byte[] head, int length) {
    String start = new String(head, 0, length, StandardCharsets.ISO_8859_1).strip();
    return start.startsWith("MSH") || batch(start);
  }

  @Override
  public Format placed(Columns columns, Faults faults, Node root) {
    columns.names().stream().filter(name -> Hl7Path.parse(name).isEmpty()).forEach(name -> faults
        .add(Section.find(root, name),
            new Text("“" + name + "”不是HL7消息中的位置", "'" + name + "' is no place in an HL7 message"),
            new Text("请写成如 PID-5.2 或 OBX[3.1=8480-6]-5", "write it like PID-5.2 or OBX[3.1=8480-6]-5")));
    return new Hl7Format(messages, each, columns.names().stream().map(Hl7Path::parse).toList(), Hl7Use.of(columns));
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    String declared = declared(in);
    CharFeed feed = new CharFeed(in, charset(declared).or(reading.delivery()::charset), true);
    if (feed.guess().differs()) {
      reading.note(CharsetDiffers.RULE, "MSH-18", declared);
    }
    Hl7Stream stream = new Hl7Stream(feed, reading);
    for (boolean first = true; stream.next(); first = false) {
      take(stream, first && stream.isLast(), reading);
    }
    if (feed.damaged()) {
      reading.note(Undecodable.RULE, "", "");
    }
  }

  /** What the first header says of the charset. */
  private static String declared(InputStream in) throws IOException {
    in.mark(HEAD + 1);
    byte[] head = new byte[Math.clamp(in.available(), 256, HEAD)];
    int length = in.readNBytes(head, 0, head.length);
    in.reset();
    int start = header(head, length);
    if (start < 0 || length < start + 8) {
      throw new Unreadable(NOT_HL7);
    }
    return field(head, start, length, 18);
  }

  /** Where the first header begins, with nothing but blanks or a batch header before it; -1 for nowhere. */
  private static int header(byte[] head, int length) {
    for (int i = 0; i + 2 < length; i++) {
      if (head[i] == 'M' && head[i + 1] == 'S' && head[i + 2] == 'H') {
        String before = i == 0 ? "" : new String(head, 0, i, StandardCharsets.ISO_8859_1);
        return before.isBlank() || before.equals(MARK) || batch(before) ? i : -1;
      }
    }
    return -1;
  }

  /** A field of the header by its number; the second is the first after the marks. */
  private static String field(byte[] head, int start, int length, int number) {
    int field = 1;
    int from = start + 3;
    for (int i = start + 3; i < length && head[i] != '\r' && head[i] != '\n'; i++) {
      if (head[i] == head[start + 3]) {
        if (field == number) {
          return new String(head, from, i - from, StandardCharsets.ISO_8859_1);
        }
        field++;
        from = i + 1;
      }
    }
    int end = from;
    while (end < length && head[end] != '\r' && head[end] != '\n') {
      end++;
    }
    return field == number ? new String(head, from, end - from, StandardCharsets.ISO_8859_1) : "";
  }

  private static boolean batch(String before) {
    String start = before.strip();
    return start.startsWith("FHS") || start.startsWith("BHS");
  }

  private static Optional<Charset> charset(String declared) {
    String word = declared.toUpperCase(Locale.ROOT);
    if (word.contains("UTF-8") || word.contains("UTF8")) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (word.contains("GB")) {
      return Optional.of(Gb18030.CHARSET);
    }
    return word.startsWith("8859/1") ? Optional.of(StandardCharsets.ISO_8859_1) : Optional.empty();
  }

  private void take(Hl7Stream stream, boolean alone, Reading reading) {
    Optional<Hl7Message> message = stream.message();
    boolean taken = message.isPresent() && (messages.isEmpty() || messages.contains(message.get().type()));
    if (taken) {
      rows(message.get(), reading);
    } else if (alone) {
      throw new Unreadable(message.isPresent() ? UNSUPPORTED : NOT_HL7);
    } else {
      reading.row().begin(stream.raw());
      reading.reject(MessageUnsupported.RULE, stream.raw());
    }
  }

  private void rows(Hl7Message message, Reading reading) {
    use.unmapped(message, reading);
    reading.tell();
    Row row = reading.row();
    for (List<Hl7Segment> segments : message.rows(each)) {
      row.begin(message);
      for (int i = 0; i < paths.size(); i++) {
        if (paths.get(i).isPresent()) {
          put(paths.get(i).get(), segments, row, i);
        }
      }
      reading.use();
    }
  }

  private static void put(Hl7Path path, List<Hl7Segment> segments, Row row, int column) {
    for (int i = 0; i < segments.size(); i++) {
      Hl7Segment segment = segments.get(i);
      if (segment.number() == path.segment() && segment.fits(path.ofSegment())) {
        segment.put(path, row, column);
        return;
      }
    }
  }
}
