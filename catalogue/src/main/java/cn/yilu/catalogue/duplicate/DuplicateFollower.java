package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.secret.Hmac;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Follows the claims and records of one dataset and the claims of links, and keeps what is suspected with how far it has
 * followed. Used by one thread.
 */
final class DuplicateFollower implements AutoCloseable {
  static final byte CLAIMS = 0;
  static final byte RECORDS = 1;
  private static final byte LINKS = 2;
  /** Counted up when what is stored changes its shape or meaning. */
  private static final int SHAPE = 2;
  private static final int STRETCH = 20_000;

  private final Log log;
  private final Places places;
  private final LinkReader links;
  private final List<String> topics;
  private final SuspicionStore store;
  private final Hmac claims;
  private final String of;
  private Suspicions suspicions;
  private long[] at = new long[LINKS + 1];

  /** A follower that goes on where the store is, or begins anew when that is of another log, schema or shape. */
  DuplicateFollower(Suspected dataset, Log log, SuspicionStore store) {
    this.log = log;
    this.places = dataset.places();
    this.links = dataset.links();
    this.store = store;
    this.claims = dataset.claims();
    String name = dataset.schema().dataset();
    topics = topics(name);
    of = log.identity().id() + "/" + log.identity().generation() + "/" + dataset.schema().id().hex() + "/" + SHAPE;
    long[] kept = mark(store.get(StoreKeys.kind(StoreKeys.MARK)), of).orElseGet(() -> new long[0]);
    boolean usable = kept.length == topics.size();
    for (int i = 0; usable && i < kept.length; i++) {
      usable = kept[i] <= log.head(topics.get(i)) && !missed(i, kept[i]);
    }
    if (usable) {
      at = kept;
    } else {
      clear();
    }
    suspicions = new Suspicions(store, claims);
  }

  /** Whether compaction took out a delete that somebody who has followed up to here was not told of. */
  private boolean missed(int topic, long upTo) {
    return upTo > 0 && upTo < log.forgotten(topics.get(topic)).upTo();
  }

  SuspicionStore store() {
    return store;
  }

  /** The topics of a dataset that are followed. */
  static List<String> topics(String dataset) {
    return List.of("claims/" + dataset, "records/" + dataset, "claims/" + LinkReader.DATASET);
  }

  /** Sequence numbers up to which each topic is followed. */
  long[] at() {
    return at.clone();
  }

  /** Forgets everything, to follow from the beginning. */
  void begin() {
    clear();
    suspicions = new Suspicions(store, claims);
  }

  private void clear() {
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(new byte[]{0}, new byte[]{(byte) 0xff});
      store.write(batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException("suspicions cannot be cleared", e);
    }
    at = new long[topics.size()];
  }

  /** Takes in the next stretch, of each topic at most up to a sequence number; false when there was nothing. */
  boolean step(long[] most) {
    Suspicions.Stretch stretch = suspicions.new Stretch();
    long[] next = at.clone();
    for (int topic = 0; topic < topics.size(); topic++) {
      if (at[topic] < most[topic]) {
        List<Block> blocks = log.read(topics.get(topic), at[topic], STRETCH);
        if (blocks.stream().anyMatch(Block::sparse) && missed(topic, at[topic])) {
          begin();
          return true;
        }
        Map<Key, Last> last = new LinkedHashMap<>();
        for (Block block : blocks) {
          next[topic] = take(last, block, most[topic]);
        }
        int which = topic;
        last.values().forEach(entry -> take(stretch, which, entry));
      }
    }
    if (Arrays.equals(at, next)) {
      return false;
    }
    stretch.commit(mark(of, next));
    at = next;
    return true;
  }

  /** The last entry of a key within a stretch, which is all that counts of it. */
  private record Last(Entry entry, long sequence) {}

  private static long take(Map<Key, Last> last, Block block, long most) {
    for (int i = 0; i < block.entries().size() && block.sequence(i) <= most; i++) {
      Entry entry = block.entries().get(i);
      last.put(entry.key(), new Last(entry, block.sequence(i)));
    }
    return Math.min(block.last(), most);
  }

  private void take(Suspicions.Stretch stretch, int topic, Last last) {
    Entry entry = last.entry();
    switch (topic) {
      case CLAIMS -> stretch.place(CLAIMS, entry.key(), places.ofClaim(entry));
      case RECORDS -> stretch.place(RECORDS, entry.key(), places.ofRecord(entry));
      default -> stretch.link(entry.key(), links.read(entry, last.sequence()));
    }
  }

  private static byte[] mark(String of, long[] at) {
    byte[] name = of.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(name.length + at.length * Long.BYTES);
    Arrays.stream(at).forEach(out::putLong);
    return out.put(name).array();
  }

  private static Optional<long[]> mark(byte @Nullable [] stored, String of) {
    if (stored == null || stored.length < (LINKS + 1) * Long.BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(stored);
    long[] at = {in.getLong(), in.getLong(), in.getLong()};
    byte[] name = new byte[in.remaining()];
    in.get(name);
    return new String(name, StandardCharsets.UTF_8).equals(of) ? Optional.of(at) : Optional.empty();
  }

  @Override
  public void close() {
    store.close();
  }
}
