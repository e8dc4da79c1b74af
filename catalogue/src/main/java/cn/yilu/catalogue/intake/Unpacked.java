package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What a gzip stream unpacks to, as long as it is not many times as long as what arrived: rows of data unpack to tens of
 * times their packed length, gzip can reach a thousand.
 */
final class Unpacked extends FilterInputStream {
  private static final int MOST_TIMES = 250;
  /** Short bodies are nobody's harm, whatever they are. */
  private static final long HARMLESS = 1 << 20;

  private final Counted packed;
  private long size;

  Unpacked(InputStream sent) throws IOException {
    this(new Counted(sent));
  }

  private Unpacked(Counted packed) throws IOException {
    super(new GZIPInputStream(packed, 1 << 16));
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    int read = super.read(into, at, most);
    size += Math.max(0, read);
    if (size > HARMLESS && size > MOST_TIMES * packed.size) {
      throw new Problem(413, "too-large", "正文解压后超过压缩长度的 " + MOST_TIMES + " 倍,不予接收;请不压缩或分批推送。",
          "The body unpacks to more than " + MOST_TIMES + " times its length; send it unpacked, or in parts.");
    }
    return read;
  }

  /** Knows how much has come. */
  private static final class Counted extends FilterInputStream {
    private long size;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      size += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
      int read = super.read(into, at, most);
      size += Math.max(0, read);
      return read;
    }
  }
}
