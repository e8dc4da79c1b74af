package cn.yilu.connectors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Listens for MLLP connections, each on a virtual thread of its own. A connection takes its next message only after
 * the last is answered; connections do not wait for each other. One above the limit is closed at once.
 */
final class MllpServer extends SourceConsumer {
  /** Bounds what is on its way to the inbox: one message of at most a mebibyte for each connection. */
  static final int CONNECTIONS = 64;

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final String source;
  private final MllpSettings listen;
  private final Reach reach;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<MllpConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable ServerSocket server;

  MllpServer(Endpoint endpoint, Processor route, String source, MllpSettings listen, Reach reach, Clock clock) {
    super(endpoint, route);
    this.source = source;
    this.listen = listen;
    this.reach = reach;
    this.clock = clock;
  }

  /** Listens when this returns; or, when the port is taken, keeps trying. */
  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Duration pause = bind();
    threads.execute(() -> listen(pause));
  }

  /** Takes no further message; those taken are answered. */
  @Override
  protected void doStop() throws Exception {
    stopping.countDown();
    ServerSocket open = server;
    if (open != null) {
      open.close();
    }
    connections.forEach(MllpConnection::finish);
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    threads.shutdown();
    if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
      connections.forEach(MllpConnection::close);
      threads.shutdownNow();
    }
    super.doShutdown();
  }

  private void listen(Duration first) {
    try {
      Duration pause = first;
      while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = server == null ? bind() : welcome();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers how long to wait before trying again. */
  private Duration bind() {
    try {
      ServerSocket fresh = new ServerSocket();
      try {
        fresh.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
      } catch (IOException busy) {
        fresh.close();
        throw busy;
      }
      server = fresh;
      return Duration.ZERO;
    } catch (IOException failure) {
      return reach.bad(new Trouble("无法监听端口 " + listen.port(), "cannot listen on port " + listen.port(), failure));
    }
  }

  private Duration welcome() {
    ServerSocket open = server;
    try {
      if (open != null) {
        welcome(open.accept());
      }
      return Duration.ZERO;
    } catch (IOException failure) {
      if (stopping.getCount() == 0) {
        return Duration.ZERO;
      }
      return reach.bad(new Trouble("无法接受连接", "a connection could not be accepted", failure));
    }
  }

  private void welcome(Socket socket) throws IOException {
    if (connections.size() >= CONNECTIONS) {
      socket.close();
      reach.tell(new Trouble("连接数已达上限 " + CONNECTIONS, "there are " + CONNECTIONS + " connections already"));
      return;
    }
    MllpConnection connection = new MllpConnection(socket, listen, this::answer, reach, clock);
    connections.add(connection);
    reach.good();
    threads.execute(() -> {
      try {
        connection.converse();
      } finally {
        connections.remove(connection);
      }
    });
    if (stopping.getCount() == 0) {
      connection.finish();
    }
  }

  /** Hands a message on and waits for what became of it. */
  private MllpConnection.Verdict answer(Frames.Frame message, Msh header) {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(new Envelope(source, header.controlId(), content(message),
          "x-application/hl7-v2+er7", listen.charset(), clock.instant(), Optional.empty(), Optional.empty()));
      push(exchange);
      if (exchange.getException() == null && exchange.getMessage().getBody() instanceof Receipt receipt) {
        return verdict(message, receipt);
      }
      return MllpConnection.Verdict.NOT_COMMITTED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return MllpConnection.Verdict.NOT_COMMITTED;
    } finally {
      releaseExchange(exchange, false);
    }
  }

  private static Envelope.Content content(Frames.Frame message) {
    return message.whole()
        ? new Envelope.Bytes(message.bytes())
        : new Envelope.Unusable("消息超过 1 MiB:请发送方去掉其中的附件(如 PDF)后重发",
            "the message is longer than 1 MiB: its sender should send it without what is attached, such as a PDF");
  }

  private static MllpConnection.Verdict verdict(Frames.Frame message, Receipt receipt) {
    if (!message.whole()) {
      return MllpConnection.Verdict.TOO_LONG;
    }
    return receipt.readable() ? MllpConnection.Verdict.COMMITTED : MllpConnection.Verdict.UNREADABLE;
  }
}
