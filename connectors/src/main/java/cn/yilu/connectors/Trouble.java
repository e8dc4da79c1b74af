package cn.yilu.connectors;

import java.time.Duration;

/** Why a source could not be reached or read, in words a person may see: no values of the source, no personal data. */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final String zh;
  private final String en;
  private final Duration pause;

  Trouble(String zh, String en) {
    super(en);
    this.zh = zh;
    this.en = en;
    this.pause = Duration.ZERO;
  }

  Trouble(String zh, String en, Throwable cause) {
    this(zh, en, Duration.ZERO, cause);
  }

  private Trouble(String zh, String en, Duration pause, Throwable cause) {
    super(en, cause);
    this.zh = zh;
    this.en = en;
    this.pause = pause;
  }

  /** The same trouble, with the time that is to pass at least before the next try. */
  Trouble pause(Duration atLeast) {
    return new Trouble(zh, en, atLeast, this);
  }

  /** The words for any failure. The text of a foreign exception is left out, since it may quote what was read. */
  static Trouble of(Throwable failure) {
    return failure instanceof Trouble known
        ? known
        : new Trouble("读取时出现意外错误(" + failure.getClass().getSimpleName() + ")",
            "unexpected failure while reading (" + failure.getClass().getSimpleName() + ")", failure);
  }

  String zh() {
    return zh;
  }

  String en() {
    return en;
  }

  /** What the source wants to pass before it is asked again; zero when it says nothing. */
  Duration pause() {
    return pause;
  }
}
