package cn.yilu.connectors;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;

/** One sender's connection: message, answer, message, answer, until it ends or has been silent for too long. */
final class MllpConnection {
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

  private final Socket socket;
  private final Duration idle;
  private final BiFunction<byte[], Msh, Verdict> inbox;
  private final Reach reach;
  private final Clock clock;
  private volatile boolean finishing;

  /** What a message is answered with. */
  enum Verdict {
    /** Committed, also with findings or rejected rows. */
    COMMITTED("AA", ""),
    /** Not HL7, or of a type nobody reads; sending it again would not help. */
    UNREADABLE("AR", "not a message that can be used here"),
    /** Longer than is taken. */
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

  MllpConnection(Socket socket, Duration idle, BiFunction<byte[], Msh, Verdict> inbox, Reach reach, Clock clock) {
    this.socket = socket;
    this.idle = idle;
    this.inbox = inbox;
    this.reach = reach;
    this.clock = clock;
  }

  void converse() {
    try (socket) {
      socket.setTcpNoDelay(true);
      Frames frames = new Frames(socket, idle);
      for (Frames.Frame frame = frames.next(); frame != null; frame = finishing ? null : frames.next()) {
        Msh header = Msh.of(frame.bytes());
        answer(header, frame.whole() ? inbox.apply(frame.bytes(), header) : tooLong());
      }
    } catch (Frames.CutOff cut) {
      reach.tell(new Trouble("一条消息在传输中断开,等待对方重发", "a message was cut off; its sender has to send it again", cut));
    } catch (SocketTimeoutException silent) {
      // Silent between two messages: nothing is lost, the sender connects again when it has something to say.
    } catch (IOException gone) {
      reach.tell(new Trouble("与发送方的连接中断", "the connection to a sender broke", gone));
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

  private Verdict tooLong() {
    reach.tell(new Trouble("一条超过 1 MiB 的消息被拒收", "a message longer than 1 MiB was refused"));
    return Verdict.TOO_LONG;
  }

  private void answer(Msh header, Verdict verdict) throws IOException {
    Deadline deadline = new Deadline(LONGEST_WRITE, socket);
    try {
      OutputStream out = socket.getOutputStream();
      out.write(Frames.framed(header.acknowledgement(verdict.code(), verdict.text(), clock.instant())));
      out.flush();
    } finally {
      deadline.close();
    }
  }
}
