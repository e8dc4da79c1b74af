package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroReader;
import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Key;

/** What one claim of links says of subjects (主体关联), as far as the merge follows it. */
sealed interface SubjectLink {
  int SAME = 0;
  int APART = 1;

  /** The kind of subject it is about, such as {@code person}. */
  String subject();

  byte[] encode();

  /** Two subjects are one; {@code reference} is followed no longer, {@code target} stays. */
  record Same(String subject, Key reference, Key target) implements SubjectLink {

    @Override
    public byte[] encode() {
      AvroWriter out = new AvroWriter(64);
      out.number(SAME);
      out.text(subject);
      out.fixed(reference);
      out.fixed(target);
      return out.toBytes();
    }
  }

  /** A claim is not about the subject that its identifiers say; it stands alone. */
  record Apart(String subject, Key claim) implements SubjectLink {

    @Override
    public byte[] encode() {
      AvroWriter out = new AvroWriter(64);
      out.number(APART);
      out.text(subject);
      out.fixed(claim);
      return out.toBytes();
    }
  }

  /** Reads what {@link #encode} wrote. */
  static SubjectLink decode(byte[] bytes) {
    AvroReader in = new AvroReader(bytes);
    return in.number() == SAME ? new Same(in.text(), in.fixed(), in.fixed()) : new Apart(in.text(), in.fixed());
  }
}
