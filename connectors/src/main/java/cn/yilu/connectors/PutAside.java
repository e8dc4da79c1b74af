package cn.yilu.connectors;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Acknowledges a file after the commit by moving it away. One that changed meanwhile stays: it is offered again as the
 * new delivery that it now is.
 */
final class PutAside implements Processor {
  static final String TAKEN = "yilu.taken";

  private final Folder folder;

  PutAside(Folder folder) {
    this.folder = folder;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Folder.Found file = exchange.getProperty(TAKEN, Folder.Found.class);
    if (file != null && exchange.getMessage().getBody() instanceof Receipt receipt && folder.unchanged(file)) {
      folder.putAside(file, receipt.readable() ? "done" : "failed");
    }
  }
}
