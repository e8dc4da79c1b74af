package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.record.ClaimPayload;
import cn.yilu.catalogue.record.Slices;
import cn.yilu.catalogue.record.Versions;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads claims of links about one kind of subject, as far as the work list has to know. */
final class LinkReader {
  static final String DATASET = "subject-link";
  static final String SAME = "same";
  static final String DIFFERENT = "different";
  private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{32}");

  private final String kind;
  private final RecordLayout layout;
  private final Versions versions;
  private final SharedSchema schema;

  LinkReader(SharedSchema links, String kind) {
    this.kind = kind;
    this.schema = links;
    layout = new RecordLayout(links);
    versions = new Versions(links);
  }

  /** The subject's or claim's key that an end of a link names. */
  private record End(String kind, Key key) {
    static Optional<End> of(String text) {
      int colon = text.indexOf(':');
      return colon > 0 && KEY.matcher(text.substring(colon + 1)).matches()
          ? Optional.of(new End(text.substring(0, colon), Key.parse(text.substring(colon + 1))))
          : Optional.empty();
    }

    Pair pair(Key stays) {
      return new Pair(kind.equals("claim") ? Pair.Kind.CLAIM : Pair.Kind.SUBJECTS, stays, key);
    }
  }

  /** What the claim says; nothing for a withdrawn one and for one that does not concern the work list. */
  Optional<LinkClaim> read(Entry entry, long sequence) {
    if (entry.kind() == Entry.Kind.DELETE) {
      return Optional.empty();
    }
    byte[] values = values(entry);
    if (!text(values, "subject").equals(kind)) {
      return Optional.empty();
    }
    Optional<End> from = End.of(text(values, "reference"));
    Optional<End> to = End.of(text(values, "target"));
    String verdict = text(values, "verdict");
    Optional<Key> alone = verdict.equals(DIFFERENT)
        ? from.filter(end -> end.kind().equals("claim")).map(End::key)
        : Optional.empty();
    Optional<Decided> decided = !entry.source().equals(Pair.SOURCE)
        ? Optional.empty()
        : from.flatMap(left -> to.map(stays -> new Decided(left.pair(stays.key()), verdict.equals(SAME),
            entry.recordedTime(), sequence)));
    return Optional.of(new LinkClaim(alone, decided)).filter(claim -> alone.isPresent() || decided.isPresent());
  }

  /** Who decided, by department, and why. */
  record Why(String decidedBy, String reason) {}

  Why why(Entry entry) {
    byte[] values = values(entry);
    return new Why(text(values, "decidedBy"), text(values, "reason"));
  }

  private byte[] values(Entry entry) {
    return versions.values(entry.schema(), ClaimPayload.decode(entry.payload()).values());
  }

  private String text(byte[] values, String field) {
    int[] bounds = new int[layout.size() + 1];
    layout.cut(values, 0, bounds);
    return Slices.stated(values, bounds, schema.field(field).map(SharedField::index).orElseThrow()).orElse("");
  }
}
