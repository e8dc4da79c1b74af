package cn.yilu.connectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages in what a connection sends: {@code 0x0B message 0x1C 0x0D}. Bytes outside of a frame are passed over,
 * a start inside of one begins it anew, a message may end without the last byte, and several may come in one packet.
 */
final class Frames {
  static final int LONGEST = 1 << 20;

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int RETURN = 0x0D;
  private static final int LONGEST_PASSED_OVER = 16 << 20;

  private final Socket socket;
  private final InputStream in;
  private final Duration idle;
  private final Duration timeout;
  private final byte[] piece = new byte[1 << 13];
  private int at;
  private int filled;

  /** A message; of one that is too long only the beginning, and {@code whole} is false. */
  record Frame(byte[] bytes, boolean whole) {}

  /** The connection ended or stalled inside of a message. */
  static final class CutOff extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param idle longest silence between two messages
   * @param timeout longest time from the beginning of a message to its end
   */
  Frames(Socket socket, Duration idle, Duration timeout) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.idle = idle;
    this.timeout = timeout;
  }

  static byte[] framed(byte[] message) {
    byte[] framed = new byte[message.length + 3];
    framed[0] = START;
    System.arraycopy(message, 0, framed, 1, message.length);
    framed[message.length + 1] = END;
    framed[message.length + 2] = RETURN;
    return framed;
  }

  /**
   * The next message, or null when the connection ended between two.
   *
   * @throws SocketTimeoutException when it was silent between two for too long
   */
  @Nullable
  Frame next() throws IOException {
    long until = System.nanoTime() + idle.toNanos();
    for (int read = read(until); read != START; read = read(until)) {
      if (read < 0) {
        return null;
      }
    }
    try {
      return message(System.nanoTime() + timeout.toNanos());
    } catch (SocketTimeoutException stalled) {
      throw new CutOff();
    }
  }

  private Frame message(long until) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(1 << 10);
    long length = 0;
    for (int read = read(until); read != END; read = read(until)) {
      if (read < 0 || length > LONGEST_PASSED_OVER) {
        throw new CutOff();
      }
      if (read == START) {
        message.reset();
        length = 0;
      } else if (length++ < LONGEST) {
        message.write(read);
      }
    }
    return new Frame(message.toByteArray(), length <= LONGEST);
  }

  private int read(long until) throws IOException {
    if (at == filled) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
      filled = Math.max(0, in.read(piece));
      at = 0;
      if (filled == 0) {
        return -1;
      }
    }
    return Byte.toUnsignedInt(piece[at++]);
  }
}
