package cn.yilu.connectors;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acknowledges in the order of arrival, as MQTT demands, whatever the order of the commits. Behind a message that was
 * not committed nothing is acknowledged any more, so all of it comes again in its order.
 */
final class Acknowledgements {
  private final Deque<Ticket> waiting = new ArrayDeque<>();

  /** One message that has arrived. */
  private static final class Ticket {
    private final Runnable acknowledge;
    private boolean committed;

    private Ticket(Runnable acknowledge) {
      this.acknowledge = acknowledge;
    }
  }

  /** Notes an arrival; what it answers is to be run after the commit, and never when there was none. */
  synchronized Runnable arrived(Runnable acknowledge) {
    Ticket ticket = new Ticket(acknowledge);
    waiting.add(ticket);
    return () -> committed(ticket);
  }

  private synchronized void committed(Ticket ticket) {
    ticket.committed = true;
    for (Ticket first = waiting.peek(); first != null && first.committed; first = waiting.peek()) {
      waiting.remove();
      first.acknowledge.run();
    }
  }
}
