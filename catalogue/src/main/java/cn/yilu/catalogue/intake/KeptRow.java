package cn.yilu.catalogue.intake;

import cn.yilu.mappings.Finding;
import cn.yilu.mappings.rule.Expired;
import cn.yilu.schemas.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * A row with what is wrong with it, as kept in {@code rejections} and {@code findings} before encryption.
 *
 * @param raw the row as it came when it was rejected; its record id at the source when it was used all the same
 * @param heading the lines above a rejected row without which it means nothing
 */
record KeptRow(String delivery, long row, String raw, List<Finding> findings, String heading) {

  KeptRow(String delivery, long row, String raw, List<Finding> findings) {
    this(delivery, row, raw, findings, "");
  }

  /** What is shown of a row whose day's key was destroyed. */
  static final KeptRow EXPIRED = new KeptRow("", 0, "",
      List.of(new Finding(0, "", Expired.RULE.word(), "", Expired.RULE.mend())));

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeString(delivery);
      encoder.writeLong(row);
      encoder.writeString(raw);
      encoder.writeInt(findings.size());
      for (Finding finding : findings) {
        encoder.writeLong(finding.row());
        encoder.writeString(finding.column());
        encoder.writeString(finding.rule());
        encoder.writeString(finding.raw());
        encoder.writeString(finding.mend().zh());
        encoder.writeString(finding.mend().en());
      }
      encoder.writeString(heading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static KeptRow decode(byte[] bytes) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
    try {
      String delivery = in.readString();
      long row = in.readLong();
      String raw = in.readString();
      int count = in.readInt();
      List<Finding> findings = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        findings.add(new Finding(in.readLong(), in.readString(), in.readString(), in.readString(),
            new Text(in.readString(), in.readString())));
      }
      return new KeptRow(delivery, row, raw, findings, in.isEnd() ? "" : in.readString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
