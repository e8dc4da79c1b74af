package cn.yilu.mappings;

import cn.yilu.schemas.Text;

/** The delivery as a whole, or from here on, is not what it promises to be. Rows before it stand. */
public class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Text reason;

  public Unreadable(Text reason) {
    super(reason.en());
    this.reason = reason;
  }

  /** Why, without personal data. */
  public Text reason() {
    return reason;
  }
}
