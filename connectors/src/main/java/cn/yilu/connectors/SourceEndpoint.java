package cn.yilu.connectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The end of a route that belongs to a source. Its address names protocol and source only, never a secret. */
final class SourceEndpoint extends DefaultEndpoint {
  private final Opening opening;

  /** Makes what takes from the source and pushes it down the route. */
  @FunctionalInterface
  interface Opening {
    Consumer open(SourceEndpoint from, Processor route);
  }

  SourceEndpoint(CamelContext camel, String address, Opening opening) {
    setCamelContext(camel);
    setEndpointUri(address);
    this.opening = opening;
  }

  @Override
  public Consumer createConsumer(Processor route) {
    return opening.open(this, route);
  }

  @Override
  public Producer createProducer() {
    throw new IllegalStateException(getEndpointUri() + " is only read from");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
