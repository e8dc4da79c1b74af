package cn.yilu.schemas.evolution;

import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * Whether a shared schema may follow its released versions. Two verdicts that do not excuse each other: what readers of
 * Avro can still read, and whether a protection was given up without a review.
 *
 * @param avro what breaks readers, under the level the schema asks for
 * @param governance what was loosened and stands in no review
 */
public record ReleaseCheck(List<Text> avro, List<Text> governance) {
  private static final String LEVEL = "compatibility";

  public ReleaseCheck {
    avro = List.copyOf(avro);
    governance = List.copyOf(governance);
  }

  /** Whether nothing stands against it. */
  public boolean passed() {
    return avro.isEmpty() && governance.isEmpty();
  }

  /**
   * Checks a schema against the versions released before it, oldest first.
   *
   * @param reviews the reviews file: tab between dataset, version, field, property and reason
   */
  public static ReleaseCheck of(SharedSchema next, List<SharedSchema> released, String reviews) {
    Set<String> reviewed = reviews.lines().skip(1).filter(line -> line.split("\t").length == 5)
        .map(line -> line.substring(0, line.lastIndexOf('\t'))).collect(Collectors.toSet());
    return new ReleaseCheck(avro(next, released), governance(next, released, reviewed));
  }

  /** The level a schema asks for by its property {@code compatibility}; full-transitive when it says nothing. */
  public static CompatibilityLevel level(SharedSchema schema) {
    Object level = schema.avro().getObjectProp(LEVEL);
    return level == null
        ? CompatibilityLevel.FULL_TRANSITIVE
        : CompatibilityLevel.of(level.toString()).orElseThrow(
            () -> new IllegalArgumentException(schema.dataset() + ": " + LEVEL + " cannot be '" + level + "'"));
  }

  private static List<Text> avro(SharedSchema next, List<SharedSchema> released) {
    List<Schema> before = released.stream().map(SharedSchema::avro).toList();
    return level(next).conflicts(next.avro(), before).stream().map(conflict -> text(next.dataset(), conflict)).toList();
  }

  private static Text text(String dataset, CompatibilityLevel.Conflict conflict) {
    int version = conflict.index() + 1;
    String path = dataset + conflict.obstacle().path().replace('/', '.');
    Text why = conflict.obstacle().message();
    return conflict.backward()
        ? new Text(path + ":按新版本无法读取第 " + version + " 版的数据:" + why.zh(),
            path + ": data of version " + version + " cannot be read any more: " + why.en())
        : new Text(path + ":第 " + version + " 版的读方无法读取新数据:" + why.zh(),
            path + ": readers of version " + version + " cannot read new data: " + why.en());
  }

  private static List<Text> governance(SharedSchema next, List<SharedSchema> released, Set<String> reviewed) {
    List<SharedSchema> all = new ArrayList<>(released);
    all.add(next);
    List<Text> loosened = new ArrayList<>();
    for (int version = 2; version <= all.size(); version++) {
      for (GovernanceChange change : loosened(all.subList(0, version - 1), all.get(version - 1))) {
        String review = String.join("\t", change.dataset(), String.valueOf(version), change.field(), change.property());
        if (!reviewed.contains(review)) {
          loosened.add(change.text());
        }
      }
    }
    return loosened;
  }

  /** Each field is compared with how it last was, however many versions lacked it. */
  private static List<GovernanceChange> loosened(List<SharedSchema> earlier, SharedSchema later) {
    List<GovernanceChange> changes = new ArrayList<>(GovernanceChange.loosened(earlier.getLast(), later));
    Set<String> compared = names(earlier.getLast());
    for (SharedSchema before : earlier.reversed()) {
      GovernanceChange.loosened(before, later).stream()
          .filter(change -> !change.field().isEmpty() && !compared.contains(change.field())).forEach(changes::add);
      compared.addAll(names(before));
    }
    return changes;
  }

  private static Set<String> names(SharedSchema schema) {
    return schema.fields().stream().map(SharedField::name).collect(Collectors.toCollection(HashSet::new));
  }
}
