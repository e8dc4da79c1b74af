package cn.yilu.connectors;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Acknowledges a file after the commit, a zip file after the commit of its last member, by moving it away. */
final class PutAside implements Processor {
  static final String TAKEN = "yilu.taken";

  private final Drops drops;
  private final TakeFile take;

  PutAside(Drops drops, TakeFile take) {
    this.drops = drops;
    this.take = take;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Parcel parcel = exchange.getProperty(TAKEN, Parcel.class);
    if (parcel != null && exchange.getMessage().getBody() instanceof Receipt receipt) {
      Parcel answered = parcel.answered(receipt);
      if (answered.isLast()) {
        drops.putAside(answered.file(), answered.readable() ? "done" : "failed");
      } else {
        take.goOn(exchange, answered);
      }
    }
  }
}
