package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads claims of the dataset {@code subject-link}. An end of a link is {@code kind:value}, or {@code subject:} with a
 * subject's key, or {@code claim:} with the key of a claim that stands alone. A claim that does not say all it needs, or
 * whose ends cannot be read, links nothing: what a source sends must not stop the merge.
 */
final class SubjectLinks {
  static final String DATASET = "subject-link";
  private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{32}");
  private static final String CLAIM = "claim";

  private final Subjects keys;
  private final Versions versions;
  private final RecordLayout layout;
  private final int subject;
  private final int reference;
  private final int target;
  private final int verdict;

  SubjectLinks(SharedSchemas schemas, Subjects keys) {
    SharedSchema schema = schemas.get(DATASET);
    this.keys = keys;
    versions = new Versions(schema);
    layout = new RecordLayout(schema);
    subject = index(schema, "subject");
    reference = index(schema, "reference");
    target = index(schema, "target");
    verdict = index(schema, "verdict");
  }

  private static int index(SharedSchema schema, String field) {
    return schema.field(field).map(SharedField::index).orElseThrow();
  }

  /** What a claim says; nothing for a withdrawn one and for one that links nothing. */
  Optional<SubjectLink> read(Entry claim) {
    if (claim.kind() == Entry.Kind.DELETE) {
      return Optional.empty();
    }
    byte[] values = versions.values(claim.schema(), ClaimPayload.decode(claim.payload()).values());
    int[] bounds = new int[layout.size() + 1];
    layout.cut(values, 0, bounds);
    String kind = text(values, bounds, subject);
    End from = End.of(text(values, bounds, reference));
    return switch (text(values, bounds, verdict)) {
      case "same" -> same(kind, from, End.of(text(values, bounds, target)));
      case "different" -> from.kind().equals(CLAIM) && from.isKey() && !kind.isEmpty()
          ? Optional.of(new SubjectLink.Apart(kind, Key.parse(from.value())))
          : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String text(byte[] values, int[] bounds, int field) {
    return Slices.stated(values, bounds, field).orElse("");
  }

  private Optional<SubjectLink> same(String kind, End from, End to) {
    Optional<Key> left = kind.isEmpty() ? Optional.empty() : subject(kind, from);
    return left.flatMap(one -> subject(kind, to).filter(other -> !other.equals(one))
        .map(other -> new SubjectLink.Same(kind, one, other)));
  }

  private Optional<Key> subject(String of, End end) {
    return switch (end.kind()) {
      case "" -> Optional.empty();
      case "subject" -> end.isKey() ? Optional.of(Key.parse(end.value())) : Optional.empty();
      case CLAIM -> end.isKey() ? Optional.of(keys.alone(of, Key.parse(end.value()))) : Optional.empty();
      default -> Optional.of(keys.reference(of, end.kind() + ":" + end.value()));
    };
  }

  /** One end of a link; both parts empty when it is none. */
  private record End(String kind, String value) {

    static End of(String text) {
      int colon = text.indexOf(':');
      return colon < 1 || colon == text.length() - 1
          ? new End("", "")
          : new End(text.substring(0, colon), text.substring(colon + 1));
    }

    boolean isKey() {
      return KEY.matcher(value).matches();
    }
  }
}
