package cn.yilu.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Free ports of the loopback, the same one for the same name as long as it stays free. */
public final class Ports {
  private final Kept kept;

  public Ports(Kept kept) {
    this.kept = kept;
  }

  /** A free port: the one this name had before if possible. */
  public int of(String name) {
    Optional<Integer> before = kept.get(name).map(Integer::parseInt).filter(Ports::isFree);
    int port = before.orElseGet(Ports::anyFree);
    kept.put(name, Integer.toString(port));
    return port;
  }

  /** Whether nobody listens there. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
