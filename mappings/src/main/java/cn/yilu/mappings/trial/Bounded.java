package cn.yilu.mappings.trial;

import cn.yilu.mappings.Delivery;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A sample that ends where trying ends. */
final class Bounded {
  private final Delivery delivery;
  private boolean ended;

  Bounded(Delivery sample) {
    Delivery.Content content = switch (sample.content()) {
      case Delivery.Stream stream -> new Delivery.Stream(new Start(stream.in()));
      case Delivery.Rows rows -> rows;
    };
    delivery = new Delivery(sample.name(), content, sample.charset(), sample.received(), sample.zone());
  }

  Delivery delivery() {
    return delivery;
  }

  /** Whether there was more than could be read. */
  boolean ended() {
    return ended;
  }

  private final class Start extends FilterInputStream {
    private int left = Trial.MOST_BYTES;

    Start(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) {
        ended |= in.read() >= 0;
        return -1;
      }
      int read = in.read(into, from, Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
