package cn.yilu.catalogue.record;

import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * How readings of an event dataset find the person: the event states one reference (the device), and a link dataset
 * says what that reference stood for, from when until when.
 *
 * @param stated field of the event that holds the reference it knows
 * @param resolved field of the event that the link fills
 * @param link schema of the link: its field of the same reference, the other one, and two instants, from and until
 */
record Wears(SharedField stated, SharedField resolved, SharedSchema link, SharedField key, SharedField value,
    SharedField from, SharedField until) {

  /** The link that serves an event dataset, if one of the schemas does. */
  static Optional<Wears> of(SharedSchema event, SharedSchemas schemas) {
    return schemas.all().stream().filter(schema -> schema.kind() == DatasetKind.LINK)
        .flatMap(link -> of(event, link).stream()).findFirst();
  }

  private static Optional<Wears> of(SharedSchema event, SharedSchema link) {
    List<SharedField> ends = link.fields().stream().filter(field -> field.reference().isPresent()).toList();
    List<SharedField> instants = link.fields().stream().filter(field -> field.type().getType() == Schema.Type.LONG)
        .toList();
    if (ends.size() != 2 || instants.size() != 2) {
      return Optional.empty();
    }
    Optional<SharedField> stated = referring(event, ends.getFirst());
    Optional<SharedField> resolved = referring(event, ends.getLast());
    return stated.flatMap(s -> resolved.map(r -> new Wears(s, r, link, ends.getFirst(), ends.getLast(),
        instants.getFirst(), instants.getLast())));
  }

  private static Optional<SharedField> referring(SharedSchema event, SharedField end) {
    return event.fields().stream().filter(field -> field.reference().equals(end.reference())).findFirst();
  }

  /** Who wears what: one claim of the link dataset, or nothing when it does not say both ends. */
  Optional<Wear> read(byte[] values, Subjects subjects) {
    int[] bounds = new int[link.fields().size() + 1];
    new RecordLayout(link).cut(values, 0, bounds);
    Optional<String> device = Slices.stated(values, bounds, key.index());
    Optional<String> person = Slices.stated(values, bounds, value.index());
    return device.flatMap(d -> person.map(p -> new Wear(subjects.reference(key.reference().orElseThrow(), d),
        subjects.reference(value.reference().orElseThrow(), p),
        Slices.number(values, bounds, from.index(), Long.MIN_VALUE),
        Slices.number(values, bounds, until.index(), Long.MAX_VALUE))));
  }
}
