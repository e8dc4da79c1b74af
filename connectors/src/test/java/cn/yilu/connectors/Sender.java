package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A hospital system that speaks MLLP. */
final class Sender implements AutoCloseable {
  private final Socket socket;

  Sender(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
  }

  void send(String message) throws IOException {
    bytes(Frames.framed(message.getBytes(UTF_8)));
  }

  void bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  boolean hasAnswer() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  String answer() throws IOException {
    return new String(answerBytes(), UTF_8);
  }

  byte[] answerBytes() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    if (in.read() != 0x0B) {
      throw new IOException("no frame");
    }
    for (int read = in.read(); read != 0x1C; read = in.read()) {
      if (read < 0) {
        throw new IOException("cut off");
      }
      answer.write(read);
    }
    if (in.read() != '\r') {
      throw new IOException("no end of frame");
    }
    return answer.toByteArray();
  }

  boolean isClosedByPeer() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
