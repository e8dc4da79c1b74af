package cn.yilu.catalogue.audit;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one way to write a value as JSON (RFC 8785, without fractions): keys in order, no space, only the escapes that
 * must be. Anything but maps, lists, whole numbers and truth values is written as its text.
 */
final class CanonicalJson {
  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  static byte[] of(Map<String, ?> value) {
    CanonicalJson json = new CanonicalJson();
    json.write(value);
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean truth -> out.append(truth);
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Map<?, ?> map -> object(map);
      case Iterable<?> list -> array(list);
      default -> text(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    Map<String, @Nullable Object> ordered = new TreeMap<>();
    map.forEach((name, value) -> ordered.put(String.valueOf(name), value));
    out.append('{');
    ordered.forEach((name, value) -> {
      separate('{');
      text(name);
      out.append(':');
      write(value);
    });
    out.append('}');
  }

  private void array(Iterable<?> list) {
    out.append('[');
    for (Iterator<?> values = list.iterator(); values.hasNext();) {
      separate('[');
      write(values.next());
    }
    out.append(']');
  }

  private void separate(char opening) {
    if (out.charAt(out.length() - 1) != opening) {
      out.append(',');
    }
  }

  private void text(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c % 16, 16));
        } else {
          out.append(c);
        }
      }
    }
  }
}
