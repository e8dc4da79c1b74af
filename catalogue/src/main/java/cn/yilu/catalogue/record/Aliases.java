package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which subjects of one kind are one. Links make components; the member that stays is a function of the set of links
 * alone: one that nothing points away from, the smallest of several, and of a circle the smallest member.
 */
final class Aliases {
  static final Aliases NONE = new Aliases(Map.of());

  private final Map<Key, Component> components;

  private Aliases(Map<Key, Component> components) {
    this.components = components;
  }

  /** Subjects that are one, in the order of their keys. */
  private record Component(Key stays, List<Key> members) {}

  static Aliases of(List<SubjectLink.Same> links) {
    if (links.isEmpty()) {
      return NONE;
    }
    Map<Key, Set<Key>> groups = new HashMap<>();
    Set<Key> left = new HashSet<>();
    for (SubjectLink.Same link : links) {
      left.add(link.reference());
      join(groups, link.reference(), link.target());
    }
    Map<Key, Component> components = new HashMap<>();
    groups.forEach((any, group) -> {
      if (!components.containsKey(any)) {
        Component component = component(group, left);
        group.forEach(member -> components.put(member, component));
      }
    });
    return new Aliases(components);
  }

  /** Puts the smaller group into the larger one. */
  private static void join(Map<Key, Set<Key>> groups, Key one, Key other) {
    Set<Key> first = groups.computeIfAbsent(one, Aliases::group);
    Set<Key> second = groups.computeIfAbsent(other, Aliases::group);
    if (!first.contains(other)) {
      Set<Key> larger = first.size() < second.size() ? second : first;
      Set<Key> smaller = first.size() < second.size() ? first : second;
      larger.addAll(smaller);
      smaller.forEach(member -> groups.put(member, larger));
    }
  }

  private static Set<Key> group(Key member) {
    Set<Key> group = new HashSet<>();
    group.add(member);
    return group;
  }

  private static Component component(Set<Key> group, Set<Key> left) {
    List<Key> members = new ArrayList<>(group);
    members.sort(null);
    Key stays = members.stream().filter(member -> !left.contains(member)).findFirst().orElse(members.getFirst());
    return new Component(stays, List.copyOf(members));
  }

  /** Whether this subject is one with no other. */
  boolean alone(Key subject) {
    return !components.containsKey(subject);
  }

  /** The subject that stays of those this one is one with. */
  Key stays(Key subject) {
    Component component = components.get(subject);
    return component == null ? subject : component.stays();
  }

  /** All subjects this one is one with, itself among them, in the order of their keys. */
  List<Key> members(Key subject) {
    Component component = components.get(subject);
    return component == null ? List.of(subject) : component.members();
  }
}
