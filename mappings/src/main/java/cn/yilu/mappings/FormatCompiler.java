package cn.yilu.mappings;

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
    formats.only("rows", "delimited", "excel", "json", "xml", "hl7");
    List<Format> text = new ArrayList<>();
    formats.section("delimited").map(this::delimited).ifPresent(text::add);
    formats.section("json").map(FormatCompiler::json).ifPresent(text::add);
    formats.section("xml").map(FormatCompiler::xml).ifPresent(text::add);
    formats.section("hl7").map(FormatCompiler::hl7).ifPresent(text::add);
    if (text.size() > 1) {
      faults.add(formats.node(), "a mapping reads only one of delimited, json, xml and hl7", "");
    }
    if (formats.names().isEmpty()) {
      faults.add(formats.node(), "a mapping needs at least one format", "");
    }
    return new Formats(formats.get("rows").isPresent(), formats.section("excel").map(FormatCompiler::excel),
        text.stream().findFirst());
  }

  private DelimitedFormat delimited(Section spec) {
    spec.only("separator", "quote", "heading", "charset");
    return new DelimitedFormat(character(spec, "separator", ','), character(spec, "quote", '"'),
        Math.max(spec.number("heading", 1), 1), charset(spec));
  }

  private char character(Section spec, String name, char otherwise) {
    String text = spec.text(name).orElse(String.valueOf(otherwise));
    if (text.length() != 1) {
      faults.add(spec.key(name), "'" + name + "' must be one character", "");
      return otherwise;
    }
    return text.charAt(0);
  }

  private Optional<Charset> charset(Section spec) {
    try {
      return spec.text("charset").map(Charset::forName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      faults.add(spec.key("charset"), "charset is not known", "such as GB18030 or UTF-8");
      return Optional.empty();
    }
  }

  private static ExcelFormat excel(Section spec) {
    spec.only("sheet", "heading");
    return new ExcelFormat(spec.text("sheet"), spec.number("heading", 1));
  }

  private static Format json(Section spec) {
    spec.only("records");
    return new JsonFormat(spec.text("records").map(path -> List.of(path.split("\\."))).orElse(List.of()));
  }

  private static Format xml(Section spec) {
    spec.only("record", "unwrap").need("record");
    return new XmlFormat(spec.text("record").orElse(""), spec.text("unwrap"));
  }

  private static Format hl7(Section spec) {
    spec.only("messages", "each");
    return new Hl7Format(Set.copyOf(spec.texts("messages")), spec.text("each"), List.of(), Hl7Use.none());
  }
}
