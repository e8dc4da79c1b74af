package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files dropped into a folder: which are wanted, which are complete, and what becomes of them afterwards. */
final class Drops {
  private final Folder folder;
  private final Names include;
  private final Optional<String> flag;
  private final Duration settle;
  private final Optional<Remembered> remembered;
  private Map<String, Seen> seen = new HashMap<>();

  /** A complete file, as it looked when it was found. */
  record Found(String name, Look look) {}

  private record Seen(Look look, long since) {}

  private Drops(Folder folder, Names include, Optional<String> flag, Duration settle,
      Optional<Remembered> remembered) {
    this.folder = folder;
    this.include = include;
    this.flag = flag;
    this.settle = settle;
    this.remembered = remembered;
  }

  /** Settings that hold wherever the folder is. */
  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("include",
        "names to take, comma separated with * and ?; default *.csv,*.txt,*.xlsx,*.xls,*.zip");
    settings.put("members", "names to take out of zip files; default *.csv,*.txt,*.xlsx,*.xls,*.json,*.ndjson,*.xml");
    settings.put("doneFileName",
        "name of the file that says another is complete, such as ${file:name}.ok; default none");
    settings.put("settle", "without doneFileName: how long size and time of a file must stay the same; default 5s");
    settings.put("after", "move: into done or failed; or remember, where nothing may be changed; default move");
    settings.put("delivers",
        "changes, or snapshot when each file, a zip file as a whole, is everything there is; default"
            + " changes");
    settings.put("every", "pause between looks into the folder; default 5s");
    settings.put("charset", "character set of text files; default as the content tells");
    return settings;
  }

  /** @param memory where files taken are remembered when they cannot be moved */
  static Drops of(Settings settings, Folder folder, Path memory) {
    return new Drops(folder, Names.of(settings.text("include", "*.csv,*.txt,*.xlsx,*.xls,*.zip")),
        settings.optional("doneFileName"), settings.duration("settle", Duration.ofSeconds(5)),
        settings.oneOf("after", "move", "remember").equals("remember")
            ? Optional.of(new Remembered(memory))
            : Optional.empty());
  }

  Folder folder() {
    return folder;
  }

  /** Complete files that were not taken yet, oldest first. */
  List<Found> complete() throws Trouble {
    Map<String, Look> files = folder.files();
    remembered.ifPresent(memory -> memory.keep(files.keySet()));
    Map<String, Seen> now = new HashMap<>();
    List<Found> complete = new ArrayList<>();
    files.forEach((name, look) -> {
      if (isWanted(name, look)) {
        Seen known = known(name, look);
        now.put(name, known);
        if (isComplete(name, known, files)) {
          complete.add(new Found(name, look));
        }
      }
    });
    seen = now;
    complete.sort(Comparator.comparing((Found found) -> found.look().time()).thenComparing(Found::name));
    return complete;
  }

  /**
   * Acknowledges a file: it goes into this folder beside it, or is remembered. One that changed meanwhile stays: it is
   * offered again as the new delivery that it now is.
   */
  void putAside(Found found, String into) throws Trouble {
    folder.forget(found.name(), found.look());
    if (remembered.isPresent()) {
      remembered.get().add(found);
    } else if (folder.look(found.name()).filter(found.look()::equals).isPresent()) {
      folder.move(found.name(), into);
      if (flag.isPresent()) {
        folder.delete(flagOf(found.name(), flag.get()));
      }
    }
  }

  private boolean isWanted(String name, Look look) {
    return include.want(name) && remembered.filter(memory -> memory.has(name, look)).isEmpty();
  }

  private Seen known(String name, Look look) {
    Seen before = seen.get(name);
    return before != null && before.look().equals(look) ? before : new Seen(look, System.nanoTime());
  }

  private boolean isComplete(String name, Seen known, Map<String, Look> files) {
    return flag.map(pattern -> files.containsKey(flagOf(name, pattern)))
        .orElseGet(() -> System.nanoTime() - known.since() >= settle.toNanos());
  }

  private static String flagOf(String name, String pattern) {
    return pattern.replace("${file:name}", name).replace("${file:name.noext}", Folder.stem(name));
  }
}
