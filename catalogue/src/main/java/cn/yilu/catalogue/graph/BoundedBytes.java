package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Collects an answer before its first byte is sent, so that a failure never ends as half an answer; refuses long ones. */
final class BoundedBytes extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
  private final long most;

  BoundedBytes(long most) {
    this.most = most;
  }

  @Override
  public void write(int b) {
    check(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    check(length);
    bytes.write(from, offset, length);
  }

  private void check(int more) {
    if (bytes.size() + (long) more > most) {
      throw new Problem(400, "bad-request", "结果太大,请用 LIMIT 缩小。", "The result is too large, use LIMIT.");
    }
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
