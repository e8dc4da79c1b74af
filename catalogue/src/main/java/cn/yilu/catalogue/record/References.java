package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which subjects of a dataset refer to which others, so that a link touches them alone. It stands in the dataset's state
 * once a link has asked for it, since until then it would be written for nothing, and is kept up with the claims. It
 * may name a subject that refers there no longer, never leave one out.
 */
final class References {
  static final char REFERENCE = 'x';
  private static final int WRITTEN_AT_ONCE = 10_000;
  private static final byte[] NOTHING = new byte[0];

  private final DatasetState state;
  private final List<SharedField> fields;
  private final RecordLayout layout;
  private final Subjects subjects;
  private final byte[] schemaId;
  private boolean made;

  References(SharedSchema schema, DatasetState state, Subjects subjects) {
    this.state = state;
    this.fields = schema.fields().stream().filter(field -> field.reference().isPresent()).toList();
    this.layout = new RecordLayout(schema);
    this.subjects = subjects;
    this.schemaId = schema.id().hex().getBytes(StandardCharsets.US_ASCII);
  }

  /** Kinds of subjects that are referred to. */
  List<String> kinds() {
    return fields.stream().flatMap(field -> field.reference().stream()).distinct().toList();
  }

  /** Knows whether the state has it, made by this schema: another one may say of other fields that they refer. */
  void load() {
    made = Arrays.equals(state.store().get(state.key(REFERENCE)), schemaId);
  }

  /** Subjects that may refer to one of these. */
  Set<Key> to(Set<Key> referred) {
    if (!made) {
      make();
    }
    Set<Key> found = new LinkedHashSet<>();
    for (Key each : referred) {
      byte[] prefix = state.key(REFERENCE, each);
      state.store().scan(prefix, prefix, (key, value) -> {
        found.add(state.keyIn(key, 1));
        return true;
      });
    }
    return found;
  }

  /** Batch by batch, and what says that it is whole at last: a large state's would not fit into the heap. */
  private void make() {
    StateBatch batch = state.batch();
    int[] written = {0};
    Touched.scan(state, (key, subject) -> {
      subject.claims().forEach(claim -> add(key, claim.values(), batch));
      if (++written[0] % WRITTEN_AT_ONCE == 0) {
        state.write(batch);
        batch.clear();
      }
    });
    batch.put(state.key(REFERENCE), schemaId);
    state.write(batch);
    made = true;
  }

  /** Notes what a claim under this subject refers to. */
  void note(Key subject, byte[] values, StateBatch batch) {
    if (made) {
      add(subject, values, batch);
    }
  }

  private void add(Key subject, byte[] values, StateBatch batch) {
    int[] bounds = new int[layout.size() + 1];
    layout.cut(values, 0, bounds);
    for (SharedField field : fields) {
      Slices.stated(values, bounds, field.index())
          .map(text -> subjects.reference(field.reference().orElseThrow(), text))
          .ifPresent(referred -> batch.put(state.key(REFERENCE, referred, subject), NOTHING));
    }
  }
}
