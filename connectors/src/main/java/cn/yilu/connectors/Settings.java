package cn.yilu.connectors;

import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a source's file says under {@code connection}, read with a type; what is wrong is refused by name. */
record Settings(Map<String, String> given) {

  Settings {
    given = Map.copyOf(given);
  }

  /** The names only: values may be secrets. */
  @Override
  public String toString() {
    return "Settings" + new TreeSet<>(given.keySet());
  }

  /** Refuses names that the protocol does not know. */
  static Settings of(SourceRoutes protocol, Map<String, String> given) {
    Set<String> known = new TreeSet<>(protocol.settings().keySet());
    for (String name : given.keySet()) {
      if (!known.contains(name) && !known.contains(name.replaceFirst("\\.[^.]*$", ".*"))) {
        throw wrong(name, "协议 " + protocol.protocol() + " 没有这一项,可用:" + known,
            "is unknown to " + protocol.protocol() + "; known: " + known);
      }
    }
    return new Settings(given);
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> wrong(name, "必须填写", "is missing"));
  }

  String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(given.get(name)).filter(value -> !value.isBlank());
  }

  /** What is given under names that begin with this word and a dot, by the rest of the name, sorted. */
  Map<String, String> group(String word) {
    Map<String, String> group = new TreeMap<>();
    given.forEach((name, value) -> {
      if (name.startsWith(word + ".")) {
        group.put(name.substring(word.length() + 1), value);
      }
    });
    return group;
  }

  /** One of these words; the first when nothing is said. */
  String oneOf(String name, String... words) {
    String word = text(name, words[0]).strip();
    if (List.of(words).contains(word)) {
      return word;
    }
    throw wrong(name, "应是 " + List.of(words) + " 之一", "must be one of " + List.of(words));
  }

  /** Words parted by commas; none when nothing is said. */
  Set<String> words(String name) {
    return optional(name).<Set<String>>map(text -> new TreeSet<>(List.of(text.strip().split("\\s*,\\s*"))))
        .orElse(Set.of());
  }

  int number(String name, int least, int most) {
    return whole(name, text(name), least, most);
  }

  int number(String name, int otherwise, int least, int most) {
    return optional(name).map(value -> whole(name, value, least, most)).orElse(otherwise);
  }

  /** ISO-8601 ({@code PT2S}) or short ({@code 500ms, 2s, 10m, 1h, 1d}); at least a millisecond, at most a year. */
  Duration duration(String name, Duration otherwise) {
    return optional(name).map(value -> span(name, value)).orElse(otherwise);
  }

  Optional<Duration> duration(String name) {
    return optional(name).map(value -> span(name, value));
  }

  Optional<Charset> charset(String name) {
    return optional(name).map(value -> {
      try {
        return Charset.forName(value.strip());
      } catch (IllegalArgumentException unknown) {
        throw wrong(name, "不认识的字符集", "is not a known character set");
      }
    });
  }

  static IllegalArgumentException wrong(String name, String zh, String en) {
    return new Complaint(new Text("设置 " + name + ":" + zh, "setting " + name + " " + en));
  }

  private static int whole(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below, together with numbers out of range
    }
    throw wrong(name, "应是 " + least + " 到 " + most + " 的整数", "must be a whole number from " + least + " to " + most);
  }

  private static Duration span(String name, String value) {
    try {
      Duration span = parsed(value.strip().toUpperCase(Locale.ROOT));
      if (span.compareTo(Duration.ofMillis(1)) >= 0 && span.compareTo(Duration.ofDays(366)) <= 0) {
        return span;
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException notASpan) {
      // told below, together with spans out of range
    }
    throw wrong(name, "应是时长,如 2s、10m、PT2S", "must be a length of time such as 2s, 10m or PT2S");
  }

  private static Duration parsed(String value) {
    if (value.endsWith("MS")) {
      return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
    }
    if (value.startsWith("P")) {
      return Duration.parse(value);
    }
    return Duration.parse(value.endsWith("D") ? "P" + value : "PT" + value);
  }
}
