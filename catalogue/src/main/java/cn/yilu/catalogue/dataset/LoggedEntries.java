package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the versions of each entry stand in the log; entries are read from there when asked for, the last ones
 * read are kept. Also knows the resource codes that were ever given.
 */
final class LoggedEntries implements EntryProjection {
  private static final int KEPT = 200;
  private static final Pattern CODE = Pattern.compile("<http://purl.org/dc/terms/identifier> \"([0-9]+)/([0-9]{6})\"");

  private final Log log;
  private final Map<Key, NavigableMap<Integer, Long>> sequences = new HashMap<>();
  private final Map<String, Integer> lastCodes = new HashMap<>();
  private final Map<Long, DatasetView> views = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, DatasetView> eldest) {
      return size() > KEPT;
    }
  };

  LoggedEntries(Log log) {
    this.log = log;
  }

  @Override
  public synchronized long open(Log.Identity identity, long head) {
    sequences.clear();
    views.clear();
    return 0;
  }

  @Override
  public synchronized void apply(Block block) {
    for (int i = 0; i < block.entries().size(); i++) {
      Entry logged = block.entries().get(i);
      if (logged.kind() == Entry.Kind.DELETE) {
        sequences.remove(logged.key());
      } else {
        CatalogueEntry entry = CatalogueEntry.decode(logged.payload());
        CODE.matcher(entry.triples()).results().forEach(this::given);
        sequences.computeIfAbsent(logged.key(), key -> new TreeMap<>()).put(entry.version(), block.sequence(i));
      }
    }
  }

  @Override
  public long differing(Map<Key, CatalogueEntry> entries) {
    Map<Key, Long> held = new HashMap<>();
    synchronized (this) {
      sequences.forEach((key, versions) -> held.put(key, versions.lastEntry().getValue()));
    }
    long unknown = held.keySet().stream().filter(key -> !entries.containsKey(key)).count();
    return unknown + entries.entrySet().stream().filter(entry -> {
      Long sequence = held.get(entry.getKey());
      return sequence == null || !read(sequence).equals(entry.getValue());
    }).count();
  }

  private void given(MatchResult code) {
    lastCodes.merge(code.group(1), Integer.parseInt(code.group(2)), Math::max);
  }

  @Override
  public void close() {
    // nothing is held open
  }

  /** The number of the last resource code given with this class. */
  synchronized int lastCode(String classCode) {
    return lastCodes.getOrDefault(classCode, 0);
  }

  /** The newest version of an entry as it stands in the log. */
  Optional<CatalogueEntry> entry(String id) {
    return sequence(id).map(this::read);
  }

  /** The newest version of an entry as people read it. */
  Optional<DatasetView> view(String id) {
    return sequence(id).map(this::view);
  }

  /** The last so many versions of an entry, oldest first; those the log no longer holds are left out. */
  List<DatasetView> versions(String id, int most) {
    List<Long> newest = places(id).descendingMap().values().stream().limit(most).toList();
    return newest.reversed().stream().filter(this::isThere).map(this::view).toList();
  }

  /** One version of an entry. */
  Optional<DatasetView> version(String id, int number) {
    return Optional.ofNullable(places(id).get(number)).filter(this::isThere).map(this::view);
  }

  private synchronized NavigableMap<Integer, Long> places(String id) {
    return new TreeMap<>(sequences.getOrDefault(CatalogueEntry.key(id), Collections.emptyNavigableMap()));
  }

  private Optional<Long> sequence(String id) {
    return Optional.ofNullable(places(id).lastEntry()).map(Map.Entry::getValue);
  }

  /** Whether the log still holds this entry; compaction may have taken a version that is no longer the newest. */
  private boolean isThere(long sequence) {
    List<Block> found = log.read(CatalogueEntry.TOPIC, sequence - 1, 1);
    return !found.isEmpty() && found.getFirst().sequence(0) == sequence;
  }

  private DatasetView view(long sequence) {
    synchronized (this) {
      DatasetView kept = views.get(sequence);
      if (kept != null) {
        return kept;
      }
    }
    DatasetView view = read(sequence).view();
    synchronized (this) {
      views.put(sequence, view);
    }
    return view;
  }

  private CatalogueEntry read(long sequence) {
    return CatalogueEntry.decode(
        log.read(CatalogueEntry.TOPIC, sequence - 1, 1).getFirst().entries().getFirst().payload());
  }
}
