package cn.yilu.connectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Asks web servers, of which nothing good is expected: an answer has a time in which it must have ended and a length,
 * unpacked, that it may not pass; up to 4 MiB it is held in memory, above that in a file. Redirects are not followed,
 * since they would lead name, password or token elsewhere.
 */
final class Web {
  /** Longest answer taken unless said otherwise, unpacked. */
  static final long LONGEST = 64 << 20;

  private static final int KEPT_IN_MEMORY = 4 << 20;
  private static final long LONGEST_REFUSAL = 1 << 16;

  private final HttpClient http;
  private final Path spool;
  private final Clock clock;

  /** @param spool file for a long answer; it is overwritten by the next long one */
  Web(HttpClient http, Path spool, Clock clock) {
    this.http = http;
    this.spool = spool;
    this.clock = clock;
  }

  Answer ask(HttpRequest request) throws Trouble, InterruptedException {
    return ask(request, LONGEST);
  }

  /**
   * Asks and receives the whole answer, whatever its status. The request's timeout holds for all of it.
   *
   * @param longest number of bytes, unpacked, an answer with status 200 may have
   */
  Answer ask(HttpRequest request, long longest) throws Trouble, InterruptedException {
    Instant asked = clock.instant();
    long start = System.nanoTime();
    HttpResponse<InputStream> response = send(request);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Duration left = request.timeout().orElseThrow().minus(took);
    Envelope.Content content = receive(response, left, response.statusCode() == 200 ? longest : LONGEST_REFUSAL);
    return new Answer(response.statusCode(), response.headers(), content,
        Answer.began(response.headers(), asked, took));
  }

  /** Removes what a long answer left on the disk, once the exchange is over. */
  void forgetAfter(Exchange exchange) {
    exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
      @Override
      public void onDone(Exchange done) {
        try {
          Files.deleteIfExists(spool);
        } catch (IOException kept) {
          // The next long answer takes its place.
        }
      }
    });
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws Trouble, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException refused) {
      throw new Trouble("无法连接服务器", "the server cannot be reached", refused);
    } catch (HttpTimeoutException late) {
      throw new Trouble("服务器未在规定时间内应答", "the server did not answer in time", late);
    } catch (SSLException untrusted) {
      throw new Trouble("TLS 握手失败:证书不受信任或协议不符",
          "the TLS handshake failed: the certificate is not trusted, or no common protocol",
          untrusted);
    } catch (IOException broken) {
      throw new Trouble("与服务器的连接中断", "the connection to the server broke", broken);
    }
  }

  private Envelope.Content receive(HttpResponse<InputStream> answer, Duration left, long longest) throws Trouble {
    InputStream body = answer.body();
    try (body; Deadline deadline = new Deadline(left, body)) {
      try {
        return content(unpacked(answer.headers(), body), longest, answer.statusCode() != 200);
      } catch (IOException broken) {
        throw deadline.passed()
            ? new Trouble("服务器未在规定时间内发完应答", "the answer did not end in time", broken)
            : new Trouble("应答接收不完整", "the answer could not be received wholly", broken);
      }
    } catch (IOException closing) {
      throw new Trouble("与服务器的连接中断", "the connection to the server broke", closing);
    }
  }

  private Envelope.Content content(InputStream body, long longest, boolean cut) throws IOException, Trouble {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
      if (memory.size() + read > longest && cut) {
        break;
      }
      memory.write(piece, 0, read);
      if (memory.size() > Math.min(longest, KEPT_IN_MEMORY)) {
        return spooled(memory, body, piece, longest);
      }
    }
    return new Envelope.Bytes(memory.toByteArray());
  }

  private Envelope.File spooled(ByteArrayOutputStream memory, InputStream body, byte[] piece, long longest)
      throws IOException, Trouble {
    try (OutputStream out = Files.newOutputStream(spool)) {
      memory.writeTo(out);
      long length = memory.size();
      for (int read = 0; read >= 0; read = body.read(piece)) {
        length += read;
        if (length > longest) {
          throw new Trouble("应答超过 " + (longest >> 20) + " MiB",
              "the answer is longer than " + (longest >> 20) + " MiB");
        }
        out.write(piece, 0, read);
      }
    }
    return new Envelope.File(spool);
  }

  private static InputStream unpacked(HttpHeaders headers, InputStream body) throws IOException {
    return headers.firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent()
        ? new GZIPInputStream(body, 1 << 13)
        : body;
  }
}
