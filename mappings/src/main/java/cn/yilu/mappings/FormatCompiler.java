package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the formats of a mapping file. */
final class FormatCompiler {
  private final Faults faults;

  FormatCompiler(Faults faults) {
    this.faults = faults;
  }

  Formats compile(Section formats) {
    formats.only("rows", "excel", "hl7", "fhir", "json", "ndjson", "xml", "avro", "delimited");
    List<Format> text = new ArrayList<>();
    formats.section("hl7").map(FormatCompiler::hl7).ifPresent(text::add);
    formats.section("fhir").map(FormatCompiler::fhir).ifPresent(text::add);
    if (!text.isEmpty() && formats.names().size() > 1) {
      faults.add(formats.node(), new Text("hl7 与 fhir 的列有自己的写法,不能与其他格式并列",
          "hl7 and fhir stand alone, because their columns are places of their own"));
    }
    formats.section("avro").map(FormatCompiler::avro).ifPresent(text::add);
    formats.section("ndjson").map(FormatCompiler::ndjson).ifPresent(text::add);
    formats.section("json").map(FormatCompiler::json).ifPresent(text::add);
    formats.section("xml").map(FormatCompiler::xml).ifPresent(text::add);
    formats.section("delimited").map(this::delimited).ifPresent(text::add);
    if (formats.names().isEmpty()) {
      faults.add(formats.node(), new Text("映射文件至少要有一种格式", "a mapping needs at least one format"));
    }
    return new Formats(formats.get("rows").isPresent(), formats.section("excel").map(FormatCompiler::excel),
        // One that says where its records are knows better than one that says nothing.
        formats.get("ndjson").isPresent() && formats.get("json").isPresent()
            ? text.stream().filter(format -> !(format instanceof JsonLinesFormat)).toList()
            : text);
  }

  private static Format ndjson(Section spec) {
    spec.only();
    return new JsonLinesFormat();
  }

  private static Format avro(Section spec) {
    spec.only();
    return new AvroFormat();
  }

  private static Format fhir(Section spec) {
    spec.only("resources");
    return new FhirFormat(Set.copyOf(spec.texts("resources")), List.of());
  }

  private DelimitedFormat delimited(Section spec) {
    spec.only("separator", "quote", "heading", "charset");
    return new DelimitedFormat(character(spec, "separator", ','), character(spec, "quote", '"'),
        Math.max(spec.number("heading", 0), 0), charset(spec));
  }

  private char character(Section spec, String name, char otherwise) {
    String text = spec.text(name).orElse(String.valueOf(otherwise));
    if (text.length() != 1) {
      faults.add(spec.key(name), new Text("“" + name + "”须为一个字符", "'" + name + "' must be one character"));
      return otherwise;
    }
    return text.charAt(0);
  }

  private Optional<Charset> charset(Section spec) {
    try {
      return spec.text("charset").map(Charset::forName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      faults.add(spec.key("charset"), new Text("不认识的字符集", "charset is not known"),
          new Text("如 GB18030 或 UTF-8", "such as GB18030 or UTF-8"));
      return Optional.empty();
    }
  }

  private static ExcelFormat excel(Section spec) {
    spec.only("sheet", "heading");
    return new ExcelFormat(spec.text("sheet"), Math.max(spec.number("heading", 0), 0));
  }

  private static Format json(Section spec) {
    spec.only("records");
    return new JsonFormat(spec.text("records").map(path -> List.of(path.split("\\."))).orElse(List.of()));
  }

  private static Format xml(Section spec) {
    spec.only("record", "unwrap").need("record");
    return new XmlFormat(spec.text("record").orElse(""), spec.text("unwrap"), false);
  }

  private static Format hl7(Section spec) {
    spec.only("messages", "each");
    return new Hl7Format(Set.copyOf(spec.texts("messages")), spec.texts("each"), List.of(), Hl7Use.none());
  }
}
