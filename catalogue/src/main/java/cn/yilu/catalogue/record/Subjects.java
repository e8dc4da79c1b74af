package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Hmac;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.SharedSchema;
import java.util.List;

/**
 * Turns identifiers into subject keys: an HMAC of the kind of subject and the identifier that decides, so that a key
 * says nothing about a person and is the same in every dataset about that person.
 */
final class Subjects {
  private final Hmac keys;

  Subjects(Hmac keys) {
    this.keys = keys;
  }

  /** The subject a claim is about: decided by its strongest identifier, else the claim itself. */
  Key subject(SharedSchema schema, List<Identifier> identifiers, Key claim) {
    for (String kind : schema.identifiedBy()) {
      for (Identifier identifier : identifiers) {
        if (identifier.kind().equals(kind)) {
          return keys.key(schema.subject(), kind, identifier.value());
        }
      }
    }
    return alone(schema.subject(), claim);
  }

  /** The subject that a claim is by itself. */
  Key alone(String subject, Key claim) {
    return keys.key(subject, "claim", claim.toString());
  }

  /** The subject a reference such as {@code device:D000123} points to. */
  Key reference(String subject, String reference) {
    int colon = reference.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("a reference is kind:value");
    }
    return keys.key(subject, reference.substring(0, colon), reference.substring(colon + 1));
  }
}
