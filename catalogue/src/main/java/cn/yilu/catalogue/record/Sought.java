package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keys the state is to be asked for at once, with what waits for the answers. */
final class Sought<T> {
  private final DatasetState state;
  private final char kind;
  private final Map<Key, T> known;
  private final List<byte[]> asked = new ArrayList<>();
  private final List<T> waiting = new ArrayList<>();

  /** Seeks what the state keeps under this kind of key and is not among what is known. */
  Sought(DatasetState state, char kind, Map<Key, T> known) {
    this.state = state;
    this.kind = kind;
    this.known = known;
  }

  /** What is known by this key, made and sought when it is not. */
  T of(Key key, Supplier<T> fresh) {
    T present = known.get(key);
    if (present != null) {
      return present;
    }
    T made = fresh.get();
    known.put(key, made);
    asked.add(state.key(kind, key));
    waiting.add(made);
    return made;
  }

  void find(BiConsumer<T, byte[]> found) {
    List<byte @Nullable []> answers = state.store().get(asked);
    for (int i = 0; i < waiting.size(); i++) {
      byte[] answer = answers.get(i);
      if (answer != null) {
        found.accept(waiting.get(i), answer);
      }
    }
  }
}
