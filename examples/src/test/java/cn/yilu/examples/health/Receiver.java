package cn.yilu.examples.health;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes framed messages on a port and answers each with the same code. */
final class Receiver implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> controlIds = new CopyOnWriteArrayList<>();
  private final CountDownLatch enough;
  private volatile String code;

  Receiver(String code, int enough) throws IOException {
    this.code = code;
    this.enough = new CountDownLatch(enough);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  void answer(String next) {
    code = next;
  }

  List<String> controlIds() {
    return controlIds;
  }

  void awaitEnough() throws InterruptedException {
    if (!enough.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("only " + controlIds.size() + " messages came");
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      }
    } catch (IOException e) {
      // Closed: nobody is to be taken any more.
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == 0x1C) {
          in.read();
          String id = message.toString(StandardCharsets.UTF_8).split("\\|")[9];
          controlIds.add(id);
          enough.countDown();
          socket.getOutputStream().write(("\u000bMSH|^~\\&|\rMSA|" + code + "|" + id + "\r\u001c\r").getBytes(
              StandardCharsets.US_ASCII));
          message.reset();
        } else if (b != 0x0B) {
          message.write(b);
        }
      }
    } catch (IOException e) {
      // The other side went away.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
