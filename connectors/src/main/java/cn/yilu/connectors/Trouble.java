package cn.yilu.connectors;

/** Why a source could not be reached or read, in words a person may see: no values of the source, no personal data. */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final String zh;
  private final String en;

  Trouble(String zh, String en) {
    super(en);
    this.zh = zh;
    this.en = en;
  }

  Trouble(String zh, String en, Throwable cause) {
    super(en, cause);
    this.zh = zh;
    this.en = en;
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
}
