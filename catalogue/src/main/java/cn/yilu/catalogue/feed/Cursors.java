package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.secret.Hmac;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Seals cursors for one reader and dataset, and opens only those it sealed for them. */
final class Cursors {
  private static final int LONGEST = 512;
  private static final int SEAL_SIZE = 16;
  /** Given before anything was ever forgotten. */
  private static final byte OLD_FORMAT = 1;
  private static final byte FORMAT = 2;
  private final Hmac hmac;

  Cursors(Hmac hmac) {
    this.hmac = hmac;
  }

  String seal(Cursor cursor, String reader, String dataset) {
    byte[] body = body(cursor);
    byte[] sealed = Arrays.copyOf(body, body.length + SEAL_SIZE);
    System.arraycopy(seal(body, reader, dataset), 0, sealed, body.length, SEAL_SIZE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** The cursor in this text; empty when it is garbled, forged or another's. */
  Optional<Cursor> open(String text, String reader, String dataset) {
    try {
      byte[] sealed = text.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(text);
      byte[] body = Arrays.copyOf(sealed, Math.max(0, sealed.length - SEAL_SIZE));
      byte[] seal = Arrays.copyOfRange(sealed, body.length, sealed.length);
      return body.length > 0 && MessageDigest.isEqual(seal, seal(body, reader, dataset))
          ? Optional.of(cursor(body))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] seal(byte[] body, String reader, String dataset) {
    return Arrays.copyOf(hmac.of(body, reader.getBytes(StandardCharsets.UTF_8),
        dataset.getBytes(StandardCharsets.UTF_8)), SEAL_SIZE);
  }

  private static byte[] body(Cursor cursor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(cursor.log().id());
      out.writeInt(cursor.log().generation());
      out.writeUTF(cursor.grant());
      out.writeInt(cursor.version());
      out.writeLong(cursor.sequence());
      out.writeLong(cursor.forgettings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Cursor cursor(byte[] body) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      byte format = in.readByte();
      if (format != FORMAT && format != OLD_FORMAT) {
        throw new IllegalArgumentException("unknown format of cursor");
      }
      return new Cursor(new Log.Identity(in.readUTF(), in.readInt()), in.readUTF(), in.readInt(), in.readLong(),
          format == FORMAT ? in.readLong() : 0);
    } catch (IOException e) {
      throw new IllegalArgumentException("cursor is cut off", e);
    }
  }
}
