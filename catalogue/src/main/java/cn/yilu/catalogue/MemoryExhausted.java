package cn.yilu.catalogue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a thread has died for want of memory: what that thread did would never be done again, while the
 * service looked alive. What is committed is in the log, so that nothing is lost when it is started again.
 */
final class MemoryExhausted implements Thread.UncaughtExceptionHandler {
  /** The same as by the JVM's own option {@code ExitOnOutOfMemoryError}. */
  static final int STATUS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(MemoryExhausted.class);

  @Override
  public void uncaughtException(Thread thread, Throwable why) {
    if (why instanceof OutOfMemoryError) {
      try {
        System.err.println("内存不足,进程结束 / out of memory in thread " + thread.getName() + ", the process ends");
      } finally {
        Runtime.getRuntime().halt(STATUS);
      }
    }
    // The exception's text may quote what came from outside, so only its kind is told.
    LOG.atError().addKeyValue("thread", thread.getName()).addKeyValue("cause", why.getClass().getName())
        .addKeyValue("at", why.getStackTrace().length == 0 ? "" : why.getStackTrace()[0]).log("a thread ended");
  }
}
