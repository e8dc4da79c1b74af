package cn.yilu.catalogue.intake;

import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a source's YAML file; what is wrong is named with the setting concerned. */
final class SourceFile {
  private static final Set<String> SETTINGS = Set.of("title", "department", "protocol", "mapping", "connection",
      "delivers", "guard", "paused");

  private static final String KNOWN = String.join(", ", SETTINGS.stream().sorted().toList());
  /** What speaks in the log without being a connected system; a source of the same name could speak for it. */
  private static final Set<String> TAKEN = Set.of("decisions", "merge");

  private SourceFile() {}

  /**
   * The source described by this text.
   *
   * @throws IllegalArgumentException naming what is missing, unknown or of the wrong shape
   */
  static Source parse(String id, String yaml) {
    if (TAKEN.contains(id)) {
      throw wrong("数据源不能叫“" + id + "”,请换一个名称", "no source may be called '" + id + "'; name it otherwise");
    }
    Map<?, ?> file = map(load(yaml), "file");
    for (Object key : file.keySet()) {
      if (!(key instanceof String word) || !SETTINGS.contains(word)) {
        throw wrong("没有设置“" + key + "”,可用:" + KNOWN, "unknown setting '" + key + "'; known are " + KNOWN);
      }
    }
    Map<?, ?> title = map(required(file, "title"), "title");
    Map<String, String> connection = settings(map(required(file, "connection"), "connection"));
    Credentials.refuseLiteral(connection);
    return new Source(id, new Text(string(title, "zh"), string(title, "en")), string(file, "department"),
        string(file, "protocol"), string(file, "mapping"), connection, snapshot(file.get("delivers")),
        guard(file.get("guard")), paused(file.get("paused")));
  }

  private static boolean snapshot(@Nullable Object delivers) {
    return switch (String.valueOf(delivers)) {
      case "null", "changes" -> false;
      case "snapshot" -> true;
      default -> throw wrong("delivers 须为 changes 或 snapshot", "delivers must be 'changes' or 'snapshot'");
    };
  }

  private static int guard(@Nullable Object guard) {
    return switch (guard) {
      case null -> Source.GUARD;
      case Integer percent -> percent;
      default -> throw wrong("guard 须为 0 至 100 的百分数", "guard must be a percentage from 0 to 100");
    };
  }

  private static boolean paused(@Nullable Object paused) {
    return switch (paused) {
      case null -> false;
      case Boolean stated -> stated;
      default -> throw wrong("paused 须为 true 或 false", "paused must be true or false");
    };
  }

  /** The file of this source. */
  static String write(Source source) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("title", new java.util.TreeMap<>(Map.of("zh", source.title().zh(), "en", source.title().en())));
    file.put("department", source.department());
    file.put("protocol", source.protocol());
    file.put("mapping", source.mapping());
    file.put("delivers", source.snapshot() ? "snapshot" : "changes");
    file.put("guard", source.guard());
    file.put("connection", new java.util.TreeMap<>(source.connection()));
    if (source.paused()) {
      file.put("paused", true);
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setAllowUnicode(true);
    return new Yaml(options).dump(file);
  }

  /** The same file, comments included, with or without its mark of being paused. */
  static String paused(String yaml, boolean paused) {
    String plain = yaml.replaceAll("(?m)^paused:.*(\\R|$)", "");
    return paused ? plain + (plain.endsWith("\n") ? "" : "\n") + "paused: true\n" : plain;
  }

  private static Object load(String yaml) {
    try {
      Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      if (loaded == null) {
        throw wrong("文件是空的", "the file is empty");
      }
      return loaded;
    } catch (YAMLException e) {
      throw new Complaint(notYaml(e));
    }
  }

  /** Where and why, without the line itself, in which a credential may stand. */
  private static Text notYaml(YAMLException broken) {
    if (!(broken instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
      return new Text("不是有效的YAML", "not YAML");
    }
    int line = marked.getProblemMark().getLine() + 1;
    int column = marked.getProblemMark().getColumn() + 1;
    return new Text("不是有效的YAML：第 " + line + " 行第 " + column + " 列，请检查引号、缩进和冒号",
        "not YAML: line " + line + ", column " + column + "; look at quotes, indentation and colons");
  }

  /** Nested names become dotted ones, and lists are joined by commas: a connector's settings are names and texts. */
  private static Map<String, String> settings(Map<?, ?> connection) {
    Map<String, String> settings = new LinkedHashMap<>();
    connection.forEach((name, value) -> add(settings, String.valueOf(name), value));
    return settings;
  }

  private static void add(Map<String, String> settings, String name, @Nullable Object value) {
    switch (value) {
      case null -> throw noValue(name);
      case Map<?, ?> inner -> inner.forEach((more, deeper) -> add(settings, name + "." + more, deeper));
      case List<?> items -> settings.put(name, items.stream().map(item -> single(name, item))
          .collect(Collectors.joining(",")));
      default -> settings.put(name, single(name, value));
    }
  }

  private static String single(String name, @Nullable Object value) {
    return switch (value) {
      case null -> throw noValue(name);
      case Map<?, ?> map -> throw nested(name);
      case Iterable<?> list -> throw nested(name);
      default -> value.toString();
    };
  }

  private static Complaint noValue(String name) {
    return wrong("connection." + name + " 没有值", "connection." + name + " has no value");
  }

  private static Complaint nested(String name) {
    return wrong("connection." + name + " 只能列出单个的值", "connection." + name + " must list single values");
  }

  private static Complaint wrong(String zh, String en) {
    return new Complaint(new Text(zh, en));
  }

  private static Map<?, ?> map(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(name + " 之下应为名称和值", name + " must hold names and values");
  }

  private static String string(Map<?, ?> map, String name) {
    return String.valueOf(required(map, name));
  }

  private static Object required(Map<?, ?> map, String name) {
    Object value = map.get(name);
    if (value == null) {
      throw wrong("缺少设置“" + name + "”", "setting '" + name + "' is missing");
    }
    return value;
  }
}
