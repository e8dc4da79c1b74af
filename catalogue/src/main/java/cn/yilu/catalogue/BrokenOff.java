package cn.yilu.catalogue;

/** Who asks broke off in the middle of the request, or said nothing for too long: there is nobody to answer. */
public final class BrokenOff extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenOff(Throwable cause) {
    super("the request broke off", cause);
  }
}
