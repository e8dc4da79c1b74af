package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.record.ClaimPayload;
import cn.yilu.catalogue.record.SharedRecord;
import cn.yilu.catalogue.record.Slices;
import cn.yilu.catalogue.record.Versions;
import cn.yilu.catalogue.secret.Hmac;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.DuplicateRule;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Says where the claims and records of one dataset lie. Of their values nothing is kept but keyed hashes. Not for use by
 * two threads at once.
 */
final class Places {
  private static final int LAST_ORDER = Byte.MAX_VALUE;

  private final SharedSchema schema;
  private final String identifier;
  private final SharedField identifying;
  private final List<SharedField> differing;
  private final List<List<SharedField>> alike;
  private final RecordLayout layout;
  private final Versions versions;
  private final Hmac subjects;
  private final Hmac hashes;
  private final int[] bounds;
  /** What is compared of the values being looked at, by field, since several rules look at the same ones. */
  private final @Nullable String[] texts;

  Places(SharedSchema schema, DuplicateRule rule, Keys keys) {
    this.schema = schema;
    identifier = rule.identifier();
    identifying = field(schema, identifier);
    differing = rule.differing().stream().map(name -> field(schema, name)).toList();
    alike = rule.alike().stream().map(names -> names.stream().map(name -> field(schema, name)).toList()).toList();
    layout = new RecordLayout(schema);
    versions = new Versions(schema);
    subjects = keys.derive("subject");
    hashes = keys.derive("duplicate");
    bounds = new int[layout.size() + 1];
    texts = new String[layout.size()];
  }

  private static SharedField field(SharedSchema schema, String name) {
    return schema.field(name).orElseThrow();
  }

  /** With all claims of the same identifier, if the claim states one and something to compare. */
  List<Place> ofClaim(Entry entry) {
    if (entry.kind() == Entry.Kind.DELETE || differing.isEmpty()) {
      return List.of();
    }
    ClaimPayload claim = ClaimPayload.decode(entry.payload());
    Optional<String> number = claim.identifiers().stream().filter(each -> each.kind().equals(identifier)).findFirst()
        .map(Identifier::value);
    if (number.isEmpty()) {
      return List.of();
    }
    byte[] values = cut(versions.values(entry.schema(), claim.values()));
    return joined(values, differing).map(text -> List.of(new Place(Place.DIFFERING,
        subjects.key(schema.subject(), identifier, number.get()), order(claim.department()),
        hashes.key("differing", text).high()))).orElse(List.of());
  }

  /** Claims of the department that is believed first come first. */
  private byte order(String department) {
    return (byte) Math.min(differing.getFirst().rank(department), LAST_ORDER);
  }

  /** With all records that are alike, once for each list of fields of which the record states all. */
  List<Place> ofRecord(Entry entry) {
    if (entry.kind() == Entry.Kind.DELETE) {
      return List.of();
    }
    byte[] values = cut(SharedRecord.decode(versions.record(entry.schema(), entry.payload())).values());
    List<Place> places = new ArrayList<>(alike.size());
    for (int i = 0; i < alike.size(); i++) {
      byte rule = (byte) (i + 1);
      joined(values, alike.get(i)).ifPresent(text -> places.add(new Place(rule, hashes.key("alike", text),
          identified(values) ? Place.IDENTIFIED : Place.NAMELESS, 0)));
    }
    return places;
  }

  private byte[] cut(byte[] values) {
    layout.cut(values, 0, bounds);
    Arrays.fill(texts, null);
    return values;
  }

  private boolean identified(byte[] values) {
    return values[bounds[identifying.index()]] != 0;
  }

  /** The values of these fields as they are compared; nothing when one is not stated. */
  private Optional<String> joined(byte[] values, List<SharedField> fields) {
    StringBuilder joined = new StringBuilder();
    for (SharedField field : fields) {
      String text = texts[field.index()];
      if (text == null) {
        text = text(values, field);
        texts[field.index()] = text;
      }
      if (text.isEmpty()) {
        return Optional.empty();
      }
      joined.append(text).append('\n');
    }
    return Optional.of(joined.toString());
  }

  private String text(byte[] values, SharedField field) {
    int from = bounds[field.index()];
    int to = bounds[field.index() + 1];
    if (values[from] == 0) {
      return "";
    }
    return field.type().getType() == Schema.Type.STRING
        ? Folded.of(Slices.text(values, from, to))
        : HexFormat.of().formatHex(values, from, to);
  }
}
