package cn.yilu.catalogue;

import cn.yilu.schemas.Text;

/** An answer the caller can act on: becomes a problem detail (RFC 9457) with a stable type. Never holds personal data. */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String type;
  private final transient Text text;
  private final int retryAfter;

  /** A problem of this HTTP status and kind, such as {@code bad-cursor}. */
  public Problem(int status, String kind, String zh, String en) {
    this(status, kind, 0, zh, en);
  }

  private Problem(int status, String kind, int retryAfter, String zh, String en) {
    super(en);
    this.retryAfter = retryAfter;
    this.status = status;
    this.type = "urn:yilu:problem:" + kind;
    this.text = new Text(zh, en);
  }

  /** One that passes: the caller is told after how many seconds to try again. */
  public static Problem later(int status, String kind, int seconds, String zh, String en) {
    return new Problem(status, kind, seconds, zh, en);
  }

  /** Seconds after which to try again, 0 when that would not help. */
  public int retryAfter() {
    return retryAfter;
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
