package cn.yilu.schemas.evolution;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A protection that a newer version of a shared schema gives up: a looser mask, grade, share type or open type, a field
 * that no longer counts as identifying, or one that no longer is a reference and so no longer pseudonymised as one. Nothing a reader's Avro would notice, and never to happen without a review.
 *
 * @param field name of the field; empty for the dataset as a whole
 * @param property what was loosened
 */
public record GovernanceChange(String dataset, String field, String property, String from, String to) {

  /** Everything that is looser in the later version. A field that is gone or new loosens nothing. */
  public static List<GovernanceChange> loosened(SharedSchema earlier, SharedSchema later) {
    List<GovernanceChange> changes = new ArrayList<>();
    if (later.openType() < earlier.openType()) {
      changes.add(new GovernanceChange(later.dataset(), "", "openType", String.valueOf(earlier.openType()),
          String.valueOf(later.openType())));
    }
    for (SharedField before : earlier.fields()) {
      find(later, before).ifPresent(after -> loosened(later.dataset(), before, after, changes));
    }
    return changes;
  }

  /** The field of the same name, or the one that says by an alias that it was called so. */
  private static java.util.Optional<SharedField> find(SharedSchema later, SharedField before) {
    return later.field(before.name()).or(() -> later.avro().getFields().stream()
        .filter(field -> field.aliases().contains(before.name())).map(Schema.Field::name).findFirst()
        .flatMap(later::field));
  }

  private static void loosened(String dataset, SharedField before, SharedField after, List<GovernanceChange> changes) {
    if (!atLeastAsStrict(after.mask(), before.mask())) {
      changes.add(new GovernanceChange(dataset, after.name(), "mask", before.mask().word(), after.mask().word()));
    }
    if (after.grade() < before.grade()) {
      changes.add(new GovernanceChange(dataset, after.name(), "grade", String.valueOf(before.grade()),
          String.valueOf(after.grade())));
    }
    if (after.shareType().code() < before.shareType().code()) {
      changes.add(new GovernanceChange(dataset, after.name(), "shareType", String.valueOf(before.shareType().code()),
          String.valueOf(after.shareType().code())));
    }
    if (before.identifies() && !after.identifies()) {
      changes.add(new GovernanceChange(dataset, after.name(), "identifies", "true", "false"));
    }
    if (before.reference().isPresent() && !before.reference().equals(after.reference())) {
      changes.add(new GovernanceChange(dataset, after.name(), "reference", before.reference().get(), after.reference()
          .orElse("")));
    }
  }

  /** Two different masks that both show something cannot be compared, so a change between them is looked at. */
  private static boolean atLeastAsStrict(Mask mask, Mask than) {
    return mask == than || mask == Mask.DROP || than == Mask.NONE || (mask == Mask.HASH && than != Mask.DROP);
  }

  /** The change for people. */
  public Text text() {
    String where = field.isEmpty() ? dataset : dataset + "." + field;
    return new Text(where + " 的 " + property + " 由 " + from + " 放宽为 " + to,
        where + ": " + property + " is loosened from " + from + " to " + to);
  }
}
