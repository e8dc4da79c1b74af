package cn.yilu.examples.health;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a clinic knows, by type and id, in the order it came in. What is changed keeps its place, so that who reads page
 * by page meanwhile misses nothing.
 */
final class Resources {
  private final Map<String, Map<String, Resource>> types = new LinkedHashMap<>();
  private int added;

  /** Written when it is asked for: a large town has more of them than the memory for it. */
  private record Resource(Instant changed, Supplier<Map<String, Object>> content) {}

  /** Some of what was found. */
  record Found(int total, List<Map<String, Object>> resources) {}

  Resources(String... names) {
    for (String name : names) {
      types.put(name, new LinkedHashMap<>());
    }
  }

  boolean has(String type) {
    return types.containsKey(type);
  }

  List<String> types() {
    return List.copyOf(types.keySet());
  }

  /** An id that nothing has yet. */
  synchronized String anyId() {
    return "n" + ++added;
  }

  /** Puts a resource of a type that is known; whether it is new. */
  synchronized boolean put(String type, String id, Instant changed, Supplier<Map<String, Object>> content) {
    return of(type).put(id, new Resource(changed, content)) == null;
  }

  synchronized Optional<Map<String, Object>> get(String type, String id) {
    return Optional.ofNullable(of(type).get(id)).map(found -> found.content().get());
  }

  /** Those of a type that have changed since, without the first so many, and at most so many. */
  synchronized Found find(String type, Instant since, int from, int most) {
    List<Resource> found = of(type).values().stream().filter(each -> !each.changed().isBefore(since)).toList();
    return new Found(found.size(), found.stream().skip(from).limit(most).map(each -> each.content().get()).toList());
  }

  private Map<String, Resource> of(String type) {
    return types.getOrDefault(type, Map.of());
  }
}
