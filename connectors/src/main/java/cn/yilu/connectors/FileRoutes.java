package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A watched folder: each complete file is handed on once and then put aside, into {@code done} or {@code failed}. */
public final class FileRoutes extends OneRoute {
  private final Clock clock;

  public FileRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "files";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "folder", "the folder files are dropped into",
        "include", "names to take, comma separated with * and ?; default *.csv,*.xlsx",
        "doneFileName", "name of the file that says another is complete, such as ${file:name}.ok; default none",
        "settle", "without doneFileName: how long size and time of a file must stay the same; default 5s",
        "every", "pause between looks into the folder; default 5s",
        "charset", "character set of text files; default as the content tells");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Folder folder = Folder.of(settings);
    route.rounds(settings.duration("every", Duration.ofSeconds(5)))
        .process(new TakeFile(route.source(), folder, settings.charset("charset"), clock))
        .process(route.toInbox())
        .process(new PutAside(folder));
  }
}
