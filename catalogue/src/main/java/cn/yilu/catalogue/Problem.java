package cn.yilu.catalogue;

import cn.yilu.schemas.Text;

/** An answer the caller can act on: becomes a problem detail (RFC 9457) with a stable type. Never holds personal data. */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String type;
  private final transient Text text;

  /** A problem of this HTTP status and kind, such as {@code bad-cursor}. */
  public Problem(int status, String kind, String zh, String en) {
    super(en);
    this.status = status;
    this.type = "urn:yilu:problem:" + kind;
    this.text = new Text(zh, en);
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  public Text text() {
    return text;
  }
}
