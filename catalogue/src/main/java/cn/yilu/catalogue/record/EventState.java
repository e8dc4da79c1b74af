package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

/**
 * The state of an event dataset as a change will leave it: the events, under what each refers to, who wears what, and
 * what is to be looked at again.
 */
final class EventState implements AutoCloseable {
  private static final char EVENT = 'e';
  private static final char HELD = 'h';
  private static final char LINK = 'l';
  private static final char WORN = 'd';
  private static final char TIMED = 't';
  private static final char TERM = 'x';
  static final char LEFT = 'o';
  private static final int FORGOTTEN_AT_ONCE = 5_000;
  private static final byte[] EMPTY = new byte[0];

  private final DatasetState state;
  private final StateStore store;
  private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);
  private final KnownLinks known;
  private LinkChange links;
  private long appended;
  private long waiting;

  EventState(DatasetState state, KnownLinks known) {
    this.state = state;
    this.store = state.store();
    this.known = known;
    this.links = LinkChange.none(known.now());
  }

  /** Takes claims of links between subjects, which come before everything else. */
  LinkChange links(List<Block> claims) {
    links = known.change(claims);
    links.kept((claim, link) -> link.ifPresentOrElse(now -> put(state.key(KnownLinks.LINK, claim), now),
        () -> delete(state.key(KnownLinks.LINK, claim))));
    return links;
  }

  /** The subject that stays of those this one is one with. */
  Key stays(String kind, Key subject) {
    return links.after().aliases(kind).stays(subject);
  }

  /** The event as it is held, if it is. */
  Optional<HeldEvent> held(Key event) {
    byte[] reference = get(state.key(EVENT, event));
    if (reference == null) {
      return Optional.empty();
    }
    Key under = Key.of(reference);
    return Optional.ofNullable(get(state.key(HELD, under, event)))
        .map(value -> HeldEvent.decode(event, under, value));
  }

  /** Holds an event, from now on or otherwise than before. */
  void hold(HeldEvent event) {
    held(event.key()).ifPresent(this::drop);
    count(event, 1);
    put(state.key(EVENT, event.key()), event.under().bytes());
    put(state.key(HELD, event.under(), event.key()), event.encode());
    if (event.reading().time() != Entry.NO_TIME) {
      put(state.key(TIMED, at(event.reading().time()), event.key()), EMPTY);
    }
  }

  private void drop(HeldEvent event) {
    count(event, -1);
    delete(state.key(HELD, event.under(), event.key()));
  }

  private void count(HeldEvent event, int more) {
    appended += event.isAppended() ? more : 0;
    waiting += event.isAppended() ? 0 : more;
  }

  private static Key at(long time) {
    return new Key(time ^ Long.MIN_VALUE, 0);
  }

  /** The end of events that was taken into account. */
  EventTerm term() {
    byte[] kept = get(state.key(TERM));
    return kept == null ? EventTerm.NONE : EventTerm.decode(kept);
  }

  /** Forgets some events that are over; takes the term into account with the last of them. */
  void forget(EventTerm term) {
    List<Key[]> over = over(term);
    for (Key[] event : over) {
      held(event[1]).ifPresent(this::drop);
      delete(state.key(EVENT, event[1]));
      delete(state.key(TIMED, event));
    }
    if (over.size() < FORGOTTEN_AT_ONCE) {
      put(state.key(TERM), term.encode());
    }
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

  /** Calls back with the events under a reference as they were before this change, from one on, until it answers false. */
  void under(Key reference, Key from, Predicate<HeldEvent> visitor) {
    scan(state.key(HELD, reference), state.key(HELD, reference, from), visitor);
  }

  /** Calls back with all events as they were before this change, in an order of their own from one on. */
  void all(Left from, Predicate<HeldEvent> visitor) {
    scan(state.key(HELD), state.key(HELD, from.reference(), from.from()), visitor);
  }

  private void scan(byte[] prefix, byte[] from, Predicate<HeldEvent> visitor) {
    store.scan(prefix, from,
        (key, value) -> visitor.test(HeldEvent.decode(state.keyIn(key, 1), state.keyIn(key, 0), value)));
  }

  /** Notes that events are to be looked at again. */
  void leave(Left events) {
    put(state.key(LEFT, events.reference()), events.from().bytes());
  }

  /** All events under a reference are as they should be. */
  void settled(Key reference) {
    delete(state.key(LEFT, reference));
  }

  /** The events under a reference from one on. */
  record Left(Key reference, Key from) {
    static Left all(Key reference) {
      return new Left(reference, HeldEvent.NOTHING);
    }
  }

  /** So much of what is to be looked at again, as it was before this change. */
  List<Left> left(int most) {
    List<Left> left = new ArrayList<>();
    byte[] prefix = state.key(LEFT);
    store.scan(prefix, prefix, (key, value) -> {
      left.add(new Left(state.keyIn(key, 0), Key.of(value)));
      return left.size() < most;
    });
    return left;
  }

  /** Puts a link in the place of what its claim stated before; none when it states none any more. */
  void wear(Key claim, Optional<Wear> wear) {
    byte[] before = get(state.key(LINK, claim));
    if (before != null) {
      Key device = Key.of(before);
      delete(state.key(WORN, device, claim));
      delete(state.key(LINK, claim));
      leave(Left.all(device));
    }
    wear.ifPresent(now -> {
      put(state.key(LINK, claim), now.device().bytes());
      put(state.key(WORN, now.device(), claim), now.encode());
      leave(Left.all(now.device()));
    });
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

  /** Devices that any of these people wore at any time. */
  List<Key> wornBy(Set<Key> people) {
    List<Key> devices = new ArrayList<>();
    store.scan(batch, state.key(WORN), (key, value) -> {
      Wear wear = Wear.decode(value);
      if (people.contains(wear.person())) {
        devices.add(wear.device());
      }
      return true;
    });
    return devices;
  }

  /** Writes the change together with how far the state is; the numbers of events are worked in. */
  Progress write(Progress after) {
    Progress counted = new Progress(after.merged(), after.recorded(), after.count() + appended,
        after.pending() + waiting);
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

  @Override
  public void close() {
    batch.close();
  }
}
