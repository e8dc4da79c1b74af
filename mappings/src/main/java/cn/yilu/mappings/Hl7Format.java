package cn.yilu.mappings;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import cn.yilu.mappings.rule.CharsetDiffers;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One HL7 v2 message in ER7 form, read leniently: any version, any Z segment, nothing validated.
 *
 * @param messages types that are taken, such as {@code ADT^A08}; empty for all
 * @param paths by column; an empty one is no place in a message
 */
record Hl7Format(Set<String> messages, List<Optional<Hl7Path>> paths) implements Format {
  private static final int LONGEST = 4 << 20;
  private static final Text NOT_HL7 = new Text("不是HL7 v2消息", "not an HL7 v2 message");
  private static final Text TOO_LONG = new Text("HL7消息过长", "the HL7 message is too long");

  Hl7Format {
    messages = Set.copyOf(messages);
    paths = List.copyOf(paths);
  }

  /** The same for the columns that turned out to be mapped. */
  Hl7Format reading(Columns columns) {
    return new Hl7Format(messages, columns.names().stream().map(Hl7Path::parse).toList());
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new Unreadable(TOO_LONG);
    }
    Row row = reading.row();
    String text = decode(bytes, reading);
    List<Segment> segments = parse(text);
    row.begin(text);
    for (int i = 0; i < paths.size(); i++) {
      int column = i;
      paths.get(i).flatMap(path -> value(path, segments)).ifPresent(value -> row.put(column, value));
    }
    unmapped(segments, reading);
    reading.tell();
    reading.use();
  }

  private String decode(byte[] bytes, Reading reading) {
    String header = new String(bytes, 0, Math.min(bytes.length, 2000), StandardCharsets.ISO_8859_1);
    int start = header.indexOf("MSH");
    if (start < 0 || !header.substring(0, start).isBlank() || header.length() < start + 8) {
      throw new Unreadable(NOT_HL7);
    }
    String[] fields = header.substring(start).split("\r|\n", 2)[0]
        .split(java.util.regex.Pattern.quote(header.substring(start + 3, start + 4)), -1);
    String declared = fields.length > 17 ? fields[17] : "";
    Optional<Charset> charset = charset(declared).or(reading.delivery()::charset);
    CharsetGuess guess = CharsetGuess.of(bytes, bytes.length, charset);
    if (guess.differs()) {
      reading.note(CharsetDiffers.RULE, "MSH-18", declared);
    }
    return new String(bytes, start, bytes.length - start, guess.charset()).replace("\r\n", "\r").replace('\n', '\r');
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

  private List<Segment> parse(String text) {
    try {
      Group message = Parsing.PARSER.parse(text);
      List<Segment> segments = new ArrayList<>();
      for (String name : message.getNames()) {
        for (Structure structure : message.getAll(name)) {
          if (structure instanceof Segment segment) {
            segments.add(segment);
          }
        }
      }
      checkType(segments.getFirst());
      return segments;
    } catch (HL7Exception | RuntimeException e) {
      if (e instanceof Unreadable unreadable) {
        throw unreadable;
      }
      throw new Unreadable(NOT_HL7);
    }
  }

  private void checkType(Segment header) throws HL7Exception {
    String type = Terser.get(header, 9, 0, 1, 1) + "^" + Terser.get(header, 9, 0, 2, 1);
    if (!messages.isEmpty() && !messages.contains(type)) {
      throw new Unreadable(new Text("不支持此类HL7消息", "this type of HL7 message is not supported"));
    }
  }

  private static Optional<String> value(Hl7Path path, List<Segment> segments) {
    for (Segment segment : segments) {
      if (segment.getName().equals(path.segment())
          && path.ofSegment().map(choice -> choice.fits(get(segment, choice.field(), 0, choice.component())))
              .orElse(true)) {
        return Optional.of(field(path, segment)).filter(value -> !value.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static String field(Hl7Path path, Segment segment) {
    if (path.ofRepetition().isEmpty()) {
      return get(segment, path.field(), 0, path.component());
    }
    Hl7Path.Choice choice = path.ofRepetition().get();
    for (int i = 0; i < repetitions(segment, path.field()); i++) {
      if (choice.fits(get(segment, path.field(), i, choice.component()))) {
        return get(segment, path.field(), i, path.component());
      }
    }
    return "";
  }

  private static int repetitions(Segment segment, int field) {
    try {
      return field > segment.numFields() ? 0 : segment.getField(field).length;
    } catch (HL7Exception e) {
      return 0;
    }
  }

  private static String get(Segment segment, int field, int repetition, int component) {
    if (repetition >= repetitions(segment, field)) {
      return "";
    }
    try {
      String value = Terser.get(segment, field, repetition, component, 1);
      return value == null || value.equals("\"\"") ? "" : value;
    } catch (HL7Exception e) {
      return "";
    }
  }

  private void unmapped(List<Segment> segments, Reading reading) throws IOException {
    for (Segment segment : segments) {
      if (!reading.columns().isIgnored(segment.getName())) {
        for (int field = 1; field <= segment.numFields(); field++) {
          if (isStated(segment, field) && !isMapped(segment.getName(), field)) {
            reading.unmapped(segment.getName() + "-" + field);
          }
        }
      }
    }
  }

  private boolean isMapped(String segment, int field) {
    return paths.stream().flatMap(Optional::stream).anyMatch(path -> path.segment().equals(segment)
        && (path.field() == field || path.ofSegment().map(choice -> choice.field() == field).orElse(false)));
  }

  private static boolean isStated(Segment segment, int field) throws IOException {
    try {
      for (Type type : segment.getField(field)) {
        if (!type.isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (HL7Exception e) {
      throw new IOException(e);
    }
  }

  /** The parser is costly to make and safe to share. */
  private static final class Parsing {
    static final PipeParser PARSER = parser();

    private static PipeParser parser() {
      HapiContext context = new DefaultHapiContext();
      context.setModelClassFactory(new GenericModelClassFactory());
      context.setValidationContext(ValidationContextFactory.noValidation());
      return context.getPipeParser();
    }
  }
}
