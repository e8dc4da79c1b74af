package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.DurableFile;
import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Puts credentials in the place of references such as {@code ${secret:registry}}; they are never stored in a source's file. */
@Component
final class SourceSecrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([a-z0-9.-]{1,64})}");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  private final Path folder;

  SourceSecrets(DataDirectory data) {
    this.folder = data.secrets().resolve("sources");
  }

  /** The settings with every reference replaced; an absent secret is an {@link IllegalArgumentException} naming it. */
  Map<String, String> resolve(Map<String, String> settings) {
    Map<String, String> resolved = new HashMap<>();
    settings.forEach((name, value) -> resolved.put(name, resolve(value)));
    return resolved;
  }

  /** Changes when a secret that these settings refer to does. */
  String stamp(Map<String, String> settings) {
    StringBuilder stamp = new StringBuilder();
    new java.util.TreeMap<>(settings).values().forEach(value -> REFERENCE.matcher(value).results()
        .forEach(found -> stamp.append(found.group(1)).append('@').append(changed(found.group(1))).append(' ')));
    return stamp.toString();
  }

  private String changed(String name) {
    try {
      return Files.getLastModifiedTime(folder.resolve(name)).toString();
    } catch (IOException absent) {
      return "absent";
    }
  }

  /** Keeps a secret, readable by the service alone; in the place of an earlier one at once or not at all. */
  void put(String name, String secret) {
    if (!NAME.matcher(name).matches()) {
      throw new Complaint(new Text("口令的名称须符合 " + NAME, "a secret's name must match " + NAME));
    }
    try {
      DurableFile.put(folder.resolve(name), secret.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a secret cannot be kept", e);
    }
  }

  private String resolve(String value) {
    return REFERENCE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(read(found.group(1))));
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new Complaint(new Text("口令“" + name + "”尚未存入", "secret '" + name + "' is not in the secrets folder"), e);
    }
  }
}
