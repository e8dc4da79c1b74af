package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Log;
import cn.yilu.mappings.Lineage;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries of the released schemas over a log, with the sources a test connects. */
public final class EntriesFixture implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-03-05T06:02:00Z");
  public static final SourceFacts.Connected ELDERS = new SourceFacts.Connected(
      new SourceFact("elder-xml", new Text("民政养老系统", "Elder care system"), "civil", "xml", "elder-xml"),
      List.of(new Lineage("elder-status", Map.of("residentId", List.of("身份证"), "livingAlone", List.of("独居"),
          "abilityLevel", List.of("能力等级")))));

  public final List<SourceFacts.Connected> sources = new ArrayList<>();
  public final Map<String, Department> registered = new HashMap<>();
  private final LoggedEntries logged;
  private final EntryFollower follower;
  private final EntryVersions versions;

  public EntriesFixture(Log log) {
    this(log, SharedSchemas.released());
  }

  public EntriesFixture(Log log, SharedSchemas schemas) {
    logged = new LoggedEntries(log);
    follower = new EntryFollower("test", log, logged);
    versions = new EntryVersions(log, schemas, logged, follower, () -> List.copyOf(sources),
        id -> Optional.ofNullable(registered.get(id)).orElseGet(() -> Departments.released(id)),
        Clock.fixed(NOW, ZoneOffset.UTC));
    follower.start();
  }

  /** Appends what changed and waits until it can be read; answers how many entries changed. */
  public int refresh() {
    try {
      int changed = versions.refresh();
      EntryFollower.Standing standing = follower.standing();
      if (!follower.await(standing.position() + standing.lag(), Duration.ofSeconds(20))) {
        throw new AssertionError("entries are not followed: " + follower.standing());
      }
      return changed;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  EntryHistory history() {
    return new EntryHistory(logged);
  }

  public boolean has(String id) {
    return logged.view(id).isPresent();
  }

  public DatasetView view(String id) {
    return logged.view(id).orElseThrow();
  }

  public CatalogueEntry entry(String id) {
    return logged.entry(id).orElseThrow();
  }

  @Override
  public void close() {
    follower.stop();
  }
}
