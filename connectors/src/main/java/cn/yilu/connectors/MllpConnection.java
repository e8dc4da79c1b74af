package cn.yilu.connectors;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;

/** One sender's connection: message, answer, message, answer, until it ends or has been silent for too long. */
final class MllpConnection {
  private final Socket socket;
  private final MllpSettings listen;
  private final BiFunction<Frames.Frame, Msh, Verdict> inbox;
  private final Reach reach;
  private final Clock clock;
  private volatile boolean finishing;

  /** What a message is answered with. */
  enum Verdict {
    /** Committed, also with findings or rejected rows. */
    COMMITTED("AA", ""),
    /** Not HL7, or of a type nobody reads; sending it again would not help. */
    UNREADABLE("AR", "not a message that can be used here"),
    /** Longer than is taken; that it came is kept, with the reason. */
    TOO_LONG("AR", "longer than 1 MiB"),
    /** Not committed. */
    NOT_COMMITTED("AE", "could not commit, send again");

    private final String code;
    private final String text;

    Verdict(String code, String text) {
      this.code = code;
      this.text = text;
    }

    String code() {
      return code;
    }

    String text() {
      return text;
    }
  }

  MllpConnection(Socket socket, MllpSettings listen, BiFunction<Frames.Frame, Msh, Verdict> inbox, Reach reach,
      Clock clock) {
    this.socket = socket;
    this.listen = listen;
    this.inbox = inbox;
    this.reach = reach;
    this.clock = clock;
  }

  void converse() {
    try (socket) {
      socket.setTcpNoDelay(true);
      converse(listen.secured(socket));
    } catch (Frames.CutOff cut) {
      reach.tell(new Trouble("一条消息在传输中断开,等待对方重发", "a message was cut off; its sender has to send it again", cut));
    } catch (SocketTimeoutException silent) {
      // Silent between two messages: nothing is lost, the sender connects again when it has something to say.
    } catch (SSLException refused) {
      tell(new Trouble("与发送方的 TLS 连接未能建立或中断,请核对双方证书", "TLS with a sender failed: check the certificates of both sides",
          refused));
    } catch (IOException gone) {
      tell(new Trouble("与发送方的连接中断", "the connection to a sender broke", gone));
    }
  }

  private void converse(Socket secured) throws IOException {
    try (secured) {
      Frames frames = new Frames(secured, listen.idle(), listen.timeout());
      for (Frames.Frame frame = frames.next(); frame != null; frame = finishing ? null : frames.next()) {
        Msh header = Msh.of(frame.bytes());
        answer(secured, header, inbox.apply(frame, header));
      }
    }
  }

  /** When we end the conversation ourselves, it is no trouble how it ends. */
  private void tell(Trouble trouble) {
    if (!finishing) {
      reach.tell(trouble);
    }
  }

  /** Ends the conversation after the message that is being answered. */
  void finish() {
    finishing = true;
    try {
      socket.shutdownInput();
    } catch (IOException closed) {
      // It ended by itself.
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException closed) {
      // It ended by itself.
    }
  }

  private void answer(Socket to, Msh header, Verdict verdict) throws IOException {
    Deadline deadline = new Deadline(listen.timeout(), socket);
    try {
      OutputStream out = to.getOutputStream();
      for (String code : header.wanted(verdict.code())) {
        out.write(Frames.framed(header.acknowledgement(code, verdict.text(), clock.instant())));
      }
      out.flush();
    } finally {
      deadline.close();
    }
  }
}
