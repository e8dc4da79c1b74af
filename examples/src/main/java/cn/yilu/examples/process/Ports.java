package cn.yilu.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;

/** Free ports of the loopback, the same one for the same name as long as it stays free. */
public final class Ports {
  private final Kept kept;
  private final Set<Integer> others;

  /** Never gives a port of {@code others}, who may not have opened theirs yet. */
  public Ports(Kept kept, Integer... others) {
    this.kept = kept;
    this.others = Set.of(others);
  }

  /** A free port: the one this name had before if possible. */
  public int of(String name) {
    Optional<Integer> before = kept.get(name).map(Integer::parseInt)
        .filter(port -> !others.contains(port) && isFree(port));
    int port = before.orElseGet(this::fresh);
    kept.put(name, Integer.toString(port));
    return port;
  }

  private int fresh() {
    while (true) {
      int port = anyFree();
      if (!others.contains(port) && !kept.all().containsValue(Integer.toString(port))) {
        return port;
      }
    }
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
