package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A watched folder: each complete file is handed on once and then put aside, into {@code done} or {@code failed}. */
public final class FileRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;

  /** @param temporary folder for members of zip files and for what is remembered of a folder that may not be changed */
  public FileRoutes(Path temporary, Clock clock) {
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "files";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("folder", "the folder files are dropped into"));
    settings.putAll(Drops.settings());
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    describe(route, settings, new LocalFolder(Path.of(settings.text("folder"))), temporary, clock);
  }

  /** The route of a folder, wherever it is. */
  static void describe(SourceRoute route, Settings settings, Folder folder, Path temporary, Clock clock) {
    Drops drops = Drops.of(settings, folder, temporary.resolve(route.source() + ".taken"));
    TakeFile take = new TakeFile(route.source(), drops,
        Names.of(settings.text("members", "*.csv,*.txt,*.xlsx,*.xls,*.json,*.ndjson,*.xml")),
        settings.charset("charset"), temporary.resolve(route.source() + ".member.part"),
        settings.oneOf("delivers", "changes", "snapshot").equals("snapshot"), clock);
    route.rounds(settings.duration("every", Duration.ofSeconds(5)))
        .process(take)
        .process(route.toInbox())
        .process(new PutAside(drops, take));
  }
}
