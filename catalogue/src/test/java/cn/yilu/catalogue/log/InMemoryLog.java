package cn.yilu.catalogue.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A log that is gone with the process; for unit tests. */
public final class InMemoryLog implements Log, AutoCloseable {
  private final Identity identity = new Identity(UUID.randomUUID().toString(), 1);
  private final Map<String, List<Entry>> topics = new TreeMap<>();
  private final Map<String, byte[]> positions = new TreeMap<>();
  private final Followers followers = new Followers();

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public CompletableFuture<Appended> append(Batch batch) {
    Group.Member.requireOneMovePerPosition(batch);
    Appended appended = appendNow(batch);
    if (appended instanceof Appended.Committed done) {
      followers.appended(done.first().keySet());
    }
    return CompletableFuture.completedFuture(appended);
  }

  private synchronized Appended appendNow(Batch batch) {
    for (Batch.Move move : batch.moves()) {
      if (!Arrays.equals(positions.get(move.name()), move.expected())) {
        return new Appended.Refused(move.name());
      }
    }
    batch.moves().forEach(move -> positions.put(move.name(), move.next().clone()));
    Map<String, Long> first = new HashMap<>();
    batch.entries().forEach((topic, entries) -> {
      if (!entries.isEmpty()) {
        List<Entry> kept = topics.computeIfAbsent(topic, name -> new ArrayList<>());
        first.put(topic, kept.size() + 1L);
        entries.forEach(entry -> kept.add(stored(entry, kept.size() + 1L)));
      }
    });
    return new Appended.Committed(first);
  }

  private static Entry stored(Entry entry, long sequence) {
    return StoredBlock.of(List.of(entry)).decode(sequence).getFirst();
  }

  @Override
  public synchronized List<Block> read(String topic, long after, int maxEntries) {
    List<Entry> kept = topics.getOrDefault(topic, List.of());
    if (after >= kept.size()) {
      return List.of();
    }
    int end = (int) Math.min(kept.size(), after + maxEntries);
    return List.of(new Block(after + 1, List.copyOf(kept.subList((int) after, end))));
  }

  @Override
  public synchronized long head(String topic) {
    return topics.getOrDefault(topic, List.of()).size();
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
