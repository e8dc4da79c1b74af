package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the newest version of each entry stands in the log; entries are read from there when asked for, the last ones
 * read are kept. Also knows the resource codes that were ever given.
 */
final class LoggedEntries implements EntryProjection {
  private static final int KEPT = 200;
  private static final Pattern CODE = Pattern.compile("<http://purl.org/dc/terms/identifier> \"([0-9]+)/([0-9]{6})\"");

  private final Log log;
  private final Map<Key, Long> sequences = new HashMap<>();
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
        CODE.matcher(CatalogueEntry.decode(logged.payload()).triples()).results().forEach(this::given);
        sequences.put(logged.key(), block.sequence(i));
      }
    }
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

  private synchronized Optional<Long> sequence(String id) {
    return Optional.ofNullable(sequences.get(CatalogueEntry.key(id)));
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
