package cn.yilu.examples.elder;

/** Takes readings to a broker, at least once, in the words of one vendor. */
interface Publisher extends AutoCloseable {
  /** Sends it and waits until the broker has it; false, after a pause, when the broker cannot be reached now. */
  boolean publish(Reading reading) throws InterruptedException;

  @Override
  void close();
}
