package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that arrives. One that only trickles is given up, since it holds a place that others wait for; a connection that
 * says nothing at all is closed by the web server.
 */
final class Arriving extends FilterInputStream {
  private static final long STRETCH = 1 << 20;

  private final Duration longest;
  private long began = System.nanoTime();
  private long came;

  /** @param longest how long each mebibyte, and what is left behind the last one, may take */
  Arriving(InputStream sent, Duration longest) {
    super(sent);
    this.longest = longest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** @throws Problem 408 when it comes too slowly */
  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    int read = super.read(into, at, most);
    came += Math.max(0, read);
    if (read >= 0 && System.nanoTime() - began > longest.toNanos()) {
      throw new Problem(408, "too-slow", "正文传输过慢,已中止;请稍后原样重发,或分批推送。",
          "The body came too slowly and was given up; send it again as it is, or in parts.");
    }
    if (came >= STRETCH) {
      began = System.nanoTime();
      came = 0;
    }
    return read;
  }
}
