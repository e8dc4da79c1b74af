package cn.yilu.catalogue.grant;

import java.time.LocalDate;

/** Whether a reader may read a dataset. */
public sealed interface Decision {

  /** It may, as far as this grant goes, by the rules of this day. */
  record Allowed(Grant grant, LocalDate day) implements Decision {}

  /** It may not. */
  record Denied(Reason reason) implements Decision {}

  /** Why not. */
  enum Reason {
    /** Nothing was ever granted. */
    NO_GRANT,
    /** The grant begins later. */
    NOT_YET,
    /** The grant's last day is over. */
    ENDED,
    /** The grant was withdrawn. */
    WITHDRAWN,
    /** It could not be found out within a second; that denies. */
    UNKNOWN
  }
}
