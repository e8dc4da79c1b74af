package cn.yilu.connectors;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.io.JsonStringEncoder;

/** Text of a setting with places such as {@code ${since}} that are filled before each question. */
record Template(String text, Form form) {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

  /** What the text is part of, which says how a value is written into it. */
  enum Form {
    PLAIN, URL, JSON, XML;

    static Form of(String mediaType) {
      String type = mediaType.toLowerCase(java.util.Locale.ROOT);
      if (type.contains("json")) {
        return JSON;
      }
      if (type.contains("xml")) {
        return XML;
      }
      return type.contains("form-urlencoded") ? URL : PLAIN;
    }

    String written(String value) {
      return switch (this) {
        case PLAIN -> value.replaceAll("[\\r\\n]", "");
        case URL -> URLEncoder.encode(value, StandardCharsets.UTF_8);
        case JSON -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
        case XML -> value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
            .replace("'", "&apos;");
      };
    }
  }

  /** The setting's text; a place that nothing fills is refused. */
  static Template of(String setting, String text, Form form, Set<String> filled) {
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (!filled.contains(place.group(1))) {
        throw Settings.wrong(setting, "不认识的占位符,可用:" + new TreeSet<>(filled),
            "has a place that nothing fills; known: " + new TreeSet<>(filled));
      }
    }
    return new Template(text, form);
  }

  /** May be secret. */
  @Override
  public String toString() {
    return "Template[" + form + "]";
  }

  boolean names(String place) {
    return text.contains("${" + place + "}");
  }

  String filled(Map<String, String> values) {
    return PLACE.matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(form.written(values.getOrDefault(place.group(1), ""))));
  }
}
