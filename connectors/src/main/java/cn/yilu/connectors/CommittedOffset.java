package cn.yilu.connectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Tells Debezium what is committed: where to go on, handed in as a setting, and from then on how far it got, up to which
 * the server may forget. Nothing of it outlives the run, since the inbox keeps it together with the rows. Public only
 * because Debezium makes it by its name.
 */
public final class CommittedOffset implements OffsetBackingStore {
  static final String SETTING = "offset.storage.yilu.committed";

  private volatile String offset = "";

  @Override
  public void configure(WorkerConfig config) {
    offset = config.originalsStrings().getOrDefault(SETTING, "");
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  /** The same for every key: a source has one place. Asked for after each commit, to tell the server. */
  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
    String committed = offset;
    if (!committed.isEmpty()) {
      keys.forEach(key -> found.put(key, ByteBuffer.wrap(committed.getBytes(StandardCharsets.UTF_8))));
    }
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
    values.values().stream().filter(Objects::nonNull)
        .forEach(value -> offset = StandardCharsets.UTF_8.decode(value.duplicate()).toString());
    if (callback != null) {
      callback.onCompletion(null, null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connector) {
    return Set.of();
  }
}
