package cn.yilu.catalogue.intake;

import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a source's YAML file; what is wrong is named with the setting concerned. */
final class SourceFile {
  private static final Set<String> SETTINGS = Set.of("title", "department", "protocol", "mapping", "connection");

  private SourceFile() {}

  /**
   * The source described by this text.
   *
   * @throws IllegalArgumentException naming what is missing, unknown or of the wrong shape
   */
  static Source parse(String id, String yaml) {
    Map<?, ?> file = map(load(yaml), "the file");
    for (Object key : file.keySet()) {
      if (!(key instanceof String word) || !SETTINGS.contains(word)) {
        throw new IllegalArgumentException(
            "unknown setting '" + key + "'; known are " + SETTINGS.stream().sorted().toList());
      }
    }
    Map<?, ?> title = map(required(file, "title"), "title");
    return new Source(id, new Text(string(title, "zh"), string(title, "en")), string(file, "department"),
        string(file, "protocol"), string(file, "mapping"), settings(map(required(file, "connection"), "connection")));
  }

  private static Object load(String yaml) {
    try {
      Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      if (loaded == null) {
        throw new IllegalArgumentException("the file is empty");
      }
      return loaded;
    } catch (YAMLException e) {
      throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> settings(Map<?, ?> connection) {
    Map<String, String> settings = new LinkedHashMap<>();
    connection.forEach((name, value) -> {
      if (value instanceof Map || value instanceof Iterable || value == null) {
        throw new IllegalArgumentException("connection." + name + " must be a single value");
      }
      settings.put(String.valueOf(name), String.valueOf(value));
    });
    return settings;
  }

  private static Map<?, ?> map(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(name + " must hold names and values");
  }

  private static String string(Map<?, ?> map, String name) {
    return String.valueOf(required(map, name));
  }

  private static Object required(Map<?, ?> map, String name) {
    Object value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("setting '" + name + "' is missing");
    }
    return value;
  }
}
