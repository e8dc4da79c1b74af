package cn.yilu.connectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Tells Debezium where to go on: from what the inbox has committed, handed in as a setting. It keeps nothing itself,
 * since the inbox does so together with the rows. Public only because Debezium makes it by its name.
 */
public final class CommittedOffset implements OffsetBackingStore {
  static final String SETTING = "offset.storage.yilu.committed";

  private String offset = "";

  @Override
  public void configure(WorkerConfig config) {
    offset = config.originalsStrings().getOrDefault(SETTING, "");
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  /** The same for every key: a source has one place. */
  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
    if (!offset.isEmpty()) {
      keys.forEach(key -> found.put(key, ByteBuffer.wrap(offset.getBytes(StandardCharsets.UTF_8))));
    }
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
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
