package cn.yilu.catalogue.dataset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions of catalogue entries as far as the log still holds them. */
public final class EntryHistory {
  private static final int SHOWN = 50;
  private final LoggedEntries entries;

  EntryHistory(LoggedEntries entries) {
    this.entries = entries;
  }

  /** A version, and what it says otherwise than the one before. */
  public record Version(int number, Instant modified, List<EntryChange> changes) {
    public Version {
      changes = List.copyOf(changes);
    }
  }

  /** The newest fifty versions of an entry, newest first; none of an unknown entry. */
  public List<Version> versions(String id) {
    List<DatasetView> views = entries.versions(id, SHOWN + 1);
    List<Version> versions = new ArrayList<>();
    for (int i = views.size() - 1; i >= 0 && versions.size() < SHOWN; i--) {
      DatasetView view = views.get(i);
      List<EntryChange> changes = i > 0
          ? EntryChanges.between(views.get(i - 1), view)
          : view.version() == 1 ? List.of(EntryChange.of(EntryChange.What.FIRST)) : List.of();
      versions.add(new Version(view.version(), view.modified(), changes));
    }
    return versions;
  }

  /** The entry as it was in this version; records are not counted. */
  public Optional<DatasetView> version(String id, int number) {
    return entries.version(id, number);
  }
}
