package cn.yilu.examples.town;

/** Sex with its code of GB/T 2261.1. */
public enum Sex {
  MALE("1"), FEMALE("2");

  private final String code;

  Sex(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
