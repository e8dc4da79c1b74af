package cn.yilu.catalogue.registry;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request of whose body only so many bytes are read. */
final class CountedRequest extends HttpServletRequestWrapper {
  private final long most;

  CountedRequest(HttpServletRequest request, long most) {
    super(request);
    this.most = most;
  }

  /** The body goes on beyond what is read of it. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super("the body is too long");
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Counted(super.getInputStream(), most);
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private long left;

    Counted(ServletInputStream in, long most) {
      this.in = in;
      left = most;
    }

    private int count(int read) throws IOException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new TooLong();
      }
      return read;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return count(in.read(bytes, from, length));
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
