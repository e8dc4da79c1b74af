package cn.yilu.connectors;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** What takes from a source on virtual threads, which may wait for a commit at no cost. */
abstract class SourceConsumer extends DefaultConsumer {

  SourceConsumer(Endpoint endpoint, Processor route) {
    super(endpoint, route);
  }

  /**
   * Sends an exchange down the route and waits for its end. Camel's own way to wait is not used: when it is given up,
   * it writes what is on its way into the log.
   */
  final void push(Exchange exchange) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    getAsyncProcessor().process(exchange, done -> end.countDown());
    end.await();
  }
}
