package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/** The state of an event dataset as a change will leave it: which events are known, which wait, who wears what. */
final class EventState implements AutoCloseable {
  private static final char EVENT = 'e';
  private static final char WAITING = 'w';
  private static final char LINK = 'l';
  private static final char WORN = 'd';
  private static final char TIMED = 't';
  private static final char TERM = 'x';
  static final char LEFT = 'o';
  private static final int FORGOTTEN_AT_ONCE = 5_000;
  private static final byte[] DONE = new byte[0];

  private final DatasetState state;
  private final StateStore store;
  private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);
  private final KnownLinks known;
  private LinkChange links;
  private long waiting;

  EventState(DatasetState state, KnownLinks known) {
    this.state = state;
    this.store = state.store();
    this.known = known;
    this.links = LinkChange.none(known.now());
  }

  /** Takes claims of links between subjects, which come before everything else. */
  void links(List<Block> claims) {
    links = known.change(claims);
    links.kept((claim, link) -> link.ifPresentOrElse(now -> put(state.key(KnownLinks.LINK, claim), now),
        () -> delete(state.key(KnownLinks.LINK, claim))));
  }

  /** The subject that stays of those this one is one with. */
  Key stays(String kind, Key subject) {
    return links.after().aliases(kind).stays(subject);
  }

  /** Notes when an event happened, by which it is found when its term is over. */
  void happened(Key event, long time) {
    if (time != Entry.NO_TIME) {
      put(state.key(TIMED, at(time), event), DONE);
    }
  }

  private static Key at(long time) {
    return new Key(time ^ Long.MIN_VALUE, 0);
  }

  /** The end of events that was taken into account. */
  EventTerm term() {
    byte[] kept = get(state.key(TERM));
    return kept == null ? EventTerm.NONE : EventTerm.decode(kept);
  }

  /** Forgets some events that are over; takes the term into account with the last of them. Answers how many were appended. */
  int forget(EventTerm term) {
    List<Key[]> over = over(term);
    int appended = 0;
    for (Key[] event : over) {
      appended += appended(event[1]) ? 1 : 0;
      done(event[1]);
      delete(state.key(EVENT, event[1]));
      delete(state.key(TIMED, event));
    }
    if (over.size() < FORGOTTEN_AT_ONCE) {
      put(state.key(TERM), term.encode());
    }
    return appended;
  }

  /** Time and key of events that are over, the first ones first. */
  private List<Key[]> over(EventTerm term) {
    List<Key[]> over = new ArrayList<>();
    byte[] prefix = state.key(TIMED);
    store.scan(prefix, prefix, (key, value) -> {
      Key at = state.keyIn(key, 0);
      boolean isOver = (at.high() ^ Long.MIN_VALUE) < term.end();
      if (isOver) {
        over.add(new Key[]{at, state.keyIn(key, 1)});
      }
      return isOver && over.size() < FORGOTTEN_AT_ONCE;
    });
    return over;
  }

  boolean known(Key event) {
    return get(state.key(EVENT, event)) != null;
  }

  /** The event is appended; it waits no longer. */
  void done(Key event) {
    byte[] device = get(state.key(EVENT, event));
    if (device != null && device.length > 0) {
      delete(state.key(WAITING, Key.of(device), event));
      waiting--;
    }
    put(state.key(EVENT, event), DONE);
  }

  void wait(Key event, Key device, EventMerger.Reading reading) {
    put(state.key(EVENT, event), device.bytes());
    put(state.key(WAITING, device, event), encode(reading));
    waiting++;
  }

  /** So many of the events that wait for this device, of those whose times fit. */
  Map<Key, EventMerger.Reading> waiting(Key device, LongPredicate times, int most) {
    Map<Key, EventMerger.Reading> found = new LinkedHashMap<>();
    store.scan(batch, state.key(WAITING, device), (key, value) -> {
      EventMerger.Reading reading = decode(value);
      if (found.size() < most && times.test(reading.time())) {
        found.put(state.keyIn(key, 1), reading);
      }
      return found.size() < most;
    });
    return found;
  }

  /** Notes that more events wait for this device than one change can hold. */
  void leave(Key device) {
    put(state.key(LEFT, device), DONE);
  }

  /** None is left that need not wait. */
  void settled(Key device) {
    delete(state.key(LEFT, device));
  }

  /** Devices for which events wait that perhaps need not. */
  List<Key> left() {
    List<Key> left = new ArrayList<>();
    byte[] prefix = state.key(LEFT);
    store.scan(prefix, prefix, (key, value) -> left.add(state.keyIn(key, 0)));
    return left;
  }

  /** Calls back with the device, the event and the reading of all that wait, until it answers false. */
  void waiting(Waiting visitor) {
    byte[] prefix = state.key(WAITING);
    store.scan(prefix, prefix, (key, value) -> visitor.visit(state.keyIn(key, 0), state.keyIn(key, 1), decode(value)));
  }

  /** Sees one event that waits; false ends the scan. */
  interface Waiting {
    boolean visit(Key device, Key event, EventMerger.Reading reading);
  }

  /** Whether the event is neither waiting nor unknown. */
  boolean appended(Key event) {
    byte[] device = get(state.key(EVENT, event));
    return device != null && device.length == 0;
  }

  void link(Key claim, Wear wear) {
    put(state.key(LINK, claim), wear.device().bytes());
    put(state.key(WORN, wear.device(), claim), wear.encode());
  }

  void unlink(Key claim) {
    byte[] device = get(state.key(LINK, claim));
    if (device != null) {
      delete(state.key(WORN, Key.of(device), claim));
      delete(state.key(LINK, claim));
    }
  }

  /** Who wore the device then; where links overlap, the one that began last. */
  Optional<Key> wearer(Key device, long time) {
    Wear[] best = new Wear[1];
    store.scan(batch, state.key(WORN, device), (key, value) -> {
      Wear wear = Wear.decode(value);
      if (wear.covers(time) && (best[0] == null || wear.from() > best[0].from())) {
        best[0] = wear;
      }
      return true;
    });
    return Optional.ofNullable(best[0]).map(Wear::person);
  }

  /** Writes the change together with how far the state is; the number of waiting events is worked in. */
  Progress write(Progress after) {
    Progress counted = new Progress(after.merged(), after.recorded(), after.count(), after.pending() + waiting);
    put(state.key('m'), counted.encode());
    store.write(batch);
    known.took(links);
    return counted;
  }

  private byte @Nullable [] get(byte[] key) {
    return store.get(batch, key);
  }

  private void put(byte[] key, byte[] value) {
    try {
      batch.put(key, value);
    } catch (RocksDBException e) {
      throw new IllegalStateException("events cannot be written", e);
    }
  }

  private void delete(byte[] key) {
    try {
      batch.delete(key);
    } catch (RocksDBException e) {
      throw new IllegalStateException("events cannot be written", e);
    }
  }

  private static byte[] encode(EventMerger.Reading reading) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(reading.time());
      byte[] source = reading.source().getBytes(StandardCharsets.UTF_8);
      out.writeShort(source.length);
      out.write(source);
      out.write(reading.values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static EventMerger.Reading decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long time = buffer.getLong();
    byte[] source = new byte[buffer.getShort()];
    buffer.get(source);
    byte[] values = new byte[buffer.remaining()];
    buffer.get(values);
    return new EventMerger.Reading(new String(source, StandardCharsets.UTF_8), time, values);
  }

  @Override
  public void close() {
    batch.close();
  }
}
