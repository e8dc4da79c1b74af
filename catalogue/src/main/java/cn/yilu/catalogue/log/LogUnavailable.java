package cn.yilu.catalogue.log;

/** The database behind the log does not answer as it should; trying again later may help. */
public final class LogUnavailable extends IllegalStateException {
  private static final long serialVersionUID = 1;

  LogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
