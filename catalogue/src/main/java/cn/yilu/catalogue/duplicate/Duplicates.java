package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.reconcile.Projection;
import cn.yilu.catalogue.record.Records;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The work lists of all datasets that have one: each is kept by a thread of its own, beside the merge and after it. */
@Component
public class Duplicates implements SmartLifecycle, Projection {
  private final DataDirectory data;
  private final Log log;
  private final Records records;
  private final Keys keys;
  private final SharedSchemas schemas;
  private volatile Map<String, WorkList> lists = Map.of();

  Duplicates(DataDirectory data, Log log, Records records, Keys keys, SharedSchemas schemas) {
    this.data = data;
    this.log = log;
    this.records = records;
    this.keys = keys;
    this.schemas = schemas;
  }

  /** The work lists, in the order of their datasets, which is that of cursors. */
  List<WorkList> all() {
    return List.copyOf(lists.values());
  }

  Optional<WorkList> of(String dataset) {
    return Optional.ofNullable(lists.get(dataset));
  }

  /**
   * Waits until the lists reflect all claims up to these sequence numbers by topic, and the records made of them; false
   * when that takes too long.
   */
  public boolean await(Map<String, Long> heads, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (WorkList list : all()) {
      boolean merged = records.await(list.dataset(), heads, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      if (!merged || !list.await(heads, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String name() {
    return "duplicates";
  }

  @Override
  public void reconcile(boolean repair, Consumer<Drift> found) {
    all().forEach(list -> found.accept(list.compare(repair, data.tmp().resolve("duplicates-" + list.dataset()))));
  }

  @Override
  public synchronized void start() {
    Map<String, WorkList> started = new TreeMap<>();
    schemas.all().stream().filter(schema -> schema.duplicates().isPresent())
        .map(schema -> new Suspected(schema, keys, schemas)).forEach(suspected -> {
          String dataset = suspected.schema().dataset();
          started.put(dataset, new WorkList(suspected, log, records,
              data.projections().resolve("duplicates").resolve(dataset)));
        });
    lists = started;
    started.values().forEach(WorkList::start);
  }

  @Override
  public synchronized void stop() {
    all().forEach(WorkList::stop);
    lists = Map.of();
  }

  @Override
  public boolean isRunning() {
    return !lists.isEmpty();
  }

  /** After the merge whose records it reads; before it to stop. */
  @Override
  public int getPhase() {
    return 1;
  }
}
