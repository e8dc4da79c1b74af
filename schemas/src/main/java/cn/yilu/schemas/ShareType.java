package cn.yilu.schemas;

/** Share type (共享类型), code list S, loosest first. */
public enum ShareType {
  UNCONDITIONAL(1), CONDITIONAL(2), WITHHELD(3);

  private final int code;

  ShareType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The share type with this code; an unknown code is refused. */
  public static ShareType of(int code) {
    for (ShareType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("share type must be 1, 2 or 3, not " + code);
  }
}
