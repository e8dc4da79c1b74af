package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.secret.Hmac;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.DuplicateRule;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.List;

/**
 * A dataset whose schema says when two may be one.
 *
 * @param claims makes keys of claims, as intake does
 */
record Suspected(SharedSchema schema, DuplicateRule rule, Keys keys, SharedSchema linking, Hmac claims) {

  Suspected(SharedSchema schema, Keys keys, SharedSchemas schemas) {
    this(schema, schema.duplicates().orElseThrow(), keys, schemas.get(LinkReader.DATASET), keys.derive("claim"));
  }

  /** For the use of one thread. */
  Places places() {
    return new Places(schema, rule, keys);
  }

  /** The fields that a rule looks at. */
  List<SharedField> fields(byte rule) {
    List<String> names = rule == Place.DIFFERING ? this.rule.differing() : this.rule.alike().get(rule - 1);
    return names.stream().flatMap(name -> schema.field(name).stream()).toList();
  }

  LinkReader links() {
    return new LinkReader(linking, schema.subject());
  }
}
