package cn.yilu.examples.health;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends framed HL7 messages and waits for the answer to each. */
final class Mllp implements AutoCloseable {
  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int LONGEST_ANSWER = 1 << 16;

  private final Socket socket = new Socket();
  private final InputStream in;

  Mllp(InetSocketAddress address, Duration patience) throws IOException {
    try {
      socket.connect(address, CONNECT_MILLIS);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a message and gives the code of its acknowledgement: AA, AE or AR. */
  String send(byte[] message) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
    frame.write(START);
    frame.writeBytes(message);
    frame.write(END);
    frame.write('\r');
    socket.getOutputStream().write(frame.toByteArray());
    return code(answer());
  }

  private String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int b = read(); b != END; b = read()) {
      if (b != START) {
        answer.write(b);
      }
      if (answer.size() > LONGEST_ANSWER) {
        throw new IOException("an acknowledgement without end");
      }
    }
    read();
    return answer.toString(StandardCharsets.UTF_8);
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the connection was closed before the acknowledgement");
    }
    return b;
  }

  private static String code(String answer) throws IOException {
    for (String segment : answer.split("[\r\n]+")) {
      String[] fields = segment.split("\\|");
      if (fields[0].equals("MSA") && fields.length > 1) {
        return fields[1];
      }
    }
    throw new IOException("an acknowledgement without MSA");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
