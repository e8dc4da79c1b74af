package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Hmac;

/**
 * Two that may be one: two subjects, or a subject and a claim that its identifier puts there.
 *
 * @param one the subject that would stay
 * @param other the other subject, or the claim
 */
record Pair(Kind kind, Key one, Key other) {
  /** As which source decisions on pairs are claimed. */
  static final String SOURCE = "decisions";

  /** What may be one. */
  enum Kind {
    SUBJECTS, CLAIM
  }

  /** The pair as the record of its decision is called at its source: the same whichever of the two would stay. */
  String recordId() {
    boolean asIs = kind == Kind.CLAIM || one.compareTo(other) < 0;
    return kind.name().toLowerCase(java.util.Locale.ROOT) + '/' + (asIs ? one : other) + '/' + (asIs ? other : one);
  }

  /** Its id, which is also the key of the claim that decides it. */
  Key id(Hmac claims) {
    return claims.key(SOURCE, recordId());
  }
}
