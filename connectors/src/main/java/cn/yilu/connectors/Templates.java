package cn.yilu.connectors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Settings whose names the source's file chooses, such as {@code headers.X-Key}. */
final class Templates {
  private Templates() {}

  /** By name, without {@code group}. */
  static Map<String, Template> of(Settings settings, String group, Template.Form form, Set<String> filled) {
    Map<String, Template> templates = new LinkedHashMap<>();
    settings.group(group)
        .forEach((name, text) -> templates.put(name, Template.of(group + "." + name, text, form, filled)));
    return templates;
  }
}
