package cn.yilu.catalogue.log;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A log that is gone with the process; for unit tests. */
public final class InMemoryLog implements Log, Compaction, AutoCloseable {
  private volatile boolean away;
  private final Identity identity = new Identity(UUID.randomUUID().toString(), 1);
  private final Map<String, Topic> topics = new TreeMap<>();
  private final Map<String, byte[]> positions = new TreeMap<>();
  private final Followers followers = new Followers();
  private final Instant made = Instant.now();

  private static final class Topic {
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final NavigableMap<Long, Entry> trail = new TreeMap<>();
    private Forgotten forgotten = Forgotten.NOTHING;
    private long cleaned;
    private Optional<Instant> ran = Optional.empty();

    long head() {
      return trail.isEmpty() ? 0 : trail.lastKey();
    }

    void add(Entry entry) {
      long sequence = head() + 1;
      Entry stored = StoredBlock.of(new Block(1, List.of(entry))).decode(sequence, sequence).entries().getFirst();
      entries.put(sequence, stored);
      trail.put(sequence, Trail.of(stored));
    }

    List<Block> read(NavigableMap<Long, Entry> from, long after, int most) {
      if (after >= head()) {
        return List.of();
      }
      SortedMap<Long, Entry> found = new TreeMap<>();
      from.tailMap(after, false).entrySet().stream().limit(most)
          .forEach(each -> found.put(each.getKey(), each.getValue()));
      return List.of(Trail.block(after + 1, found.size() < most ? head() : found.lastKey(), found));
    }

    void forget(long sequence) {
      entries.remove(sequence);
      forgotten = new Forgotten(Math.max(forgotten.upTo(), sequence), forgotten.times() + 1);
    }
  }

  private Topic topic(String name) {
    return topics.getOrDefault(name, new Topic());
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public CompletableFuture<Appended> append(Batch batch) {
    requireThere();
    Group.Member.requireOneMovePerPosition(batch);
    Appended appended = appendNow(batch);
    if (appended instanceof Appended.Committed done) {
      followers.appended(done.first().keySet());
    }
    return CompletableFuture.completedFuture(appended);
  }

  /** Neither appends nor tells a position until it is back, as when the database is away. */
  public void goAway(boolean gone) {
    away = gone;
  }

  private void requireThere() {
    if (away) {
      throw new LogUnavailable("away", new IOException("away"));
    }
  }

  private synchronized Appended appendNow(Batch batch) {
    for (Batch.Move move : batch.moves()) {
      if (!Arrays.equals(positions.get(move.name()), move.expected())) {
        return new Appended.Refused(move.name());
      }
    }
    batch.moves().forEach(move -> positions.put(move.name(), move.next().clone()));
    Map<String, Long> first = new HashMap<>();
    batch.entries().forEach((name, entries) -> {
      if (!entries.isEmpty()) {
        Topic topic = topics.computeIfAbsent(name, each -> new Topic());
        first.put(name, topic.head() + 1);
        entries.forEach(topic::add);
      }
    });
    return new Appended.Committed(first);
  }

  @Override
  public synchronized List<Block> read(String name, long after, int maxEntries) {
    return topic(name).read(topic(name).entries, after, maxEntries);
  }

  @Override
  public synchronized List<Block> trail(String name, long after, int maxEntries) {
    return topic(name).read(topic(name).trail, after, maxEntries);
  }

  @Override
  public synchronized Forgotten forgotten(String name) {
    return topic(name).forgotten;
  }

  @Override
  public synchronized Freed compact(String name, Bounds bounds, BooleanSupplier goOn) {
    Topic topic = topic(name);
    long to = goOn.getAsBoolean() ? settled(topic, Math.min(bounds.upTo(), topic.head()), bounds.settled()) : 0;
    Map<Key, Long> newest = new HashMap<>();
    topic.entries.headMap(to, true).forEach((sequence, entry) -> newest.put(entry.key(), sequence));
    int before = topic.entries.size();
    Map.copyOf(topic.entries.headMap(to, true)).forEach((sequence, entry) -> {
      if (newest.getOrDefault(entry.key(), 0L) > sequence) {
        topic.entries.remove(sequence);
      } else if (entry.kind() == Entry.Kind.DELETE && entry.recordedTime() < bounds.deletes().toEpochMilli()) {
        topic.forget(sequence);
      }
    });
    return done(topic, to, before);
  }

  private static long settled(Topic topic, long end, Instant settled) {
    return topic.entries.headMap(end, true).entrySet().stream()
        .filter(each -> each.getValue().recordedTime() >= settled.toEpochMilli()).findFirst()
        .map(each -> each.getKey() - 1).orElse(end);
  }

  @Override
  public synchronized Freed expire(String name, long upTo, Instant before, BooleanSupplier goOn) {
    return expire(topic(name), upTo, before, goOn,
        entry -> entry.eventTime() != Entry.NO_TIME && entry.eventTime() < before.toEpochMilli());
  }

  @Override
  public synchronized Freed drop(String name, Instant before, BooleanSupplier goOn) {
    return expire(topic(name), Long.MAX_VALUE, before, goOn, entry -> true);
  }

  /** All positions of such a log are made as it is. */
  @Override
  public synchronized int dropPositions(String prefix, Instant before) {
    int held = positions.size();
    if (made.isBefore(before)) {
      positions.keySet().removeIf(name -> name.startsWith(prefix));
    }
    return held - positions.size();
  }

  private static Freed expire(Topic topic, long upTo, Instant before, BooleanSupplier goOn, Predicate<Entry> over) {
    long to = goOn.getAsBoolean() ? settled(topic, Math.min(upTo, topic.head()), before) : 0;
    int held = topic.entries.size();
    Map.copyOf(topic.entries.headMap(to, true)).forEach((sequence, entry) -> {
      if (over.test(entry)) {
        topic.forget(sequence);
      }
    });
    return done(topic, to, held);
  }

  private static Freed done(Topic topic, long to, int before) {
    topic.cleaned = Math.max(topic.cleaned, to);
    topic.ran = Optional.of(Instant.EPOCH);
    return new Freed(before - topic.entries.size(), 0, 0);
  }

  @Override
  public synchronized Standing standing(String name) {
    Topic topic = topic(name);
    return new Standing(topic.head(), topic.cleaned, topic.entries.headMap(topic.cleaned, true).size(), topic.ran,
        new Freed(topic.trail.size() - topic.entries.size(), 0, 0));
  }

  @Override
  public synchronized long head(String name) {
    return topic(name).head();
  }

  @Override
  public synchronized Map<String, Long> heads(String prefix) {
    Map<String, Long> heads = new HashMap<>();
    topics(prefix).forEach(topic -> heads.put(topic, head(topic)));
    return heads;
  }

  @Override
  public synchronized List<String> topics(String prefix) {
    return topics.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Override
  public synchronized Optional<byte[]> position(String name) {
    requireThere();
    return Optional.ofNullable(positions.get(name)).map(byte[]::clone);
  }

  @Override
  public synchronized List<String> positions(String prefix) {
    return positions.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Override
  public Following follow(String topicPrefix, Runnable wake) {
    return followers.follow(topicPrefix, wake);
  }

  @Override
  public void close() {
    followers.close();
  }
}
