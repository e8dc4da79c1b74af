package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.record.ClaimPayload;
import cn.yilu.catalogue.secret.Hmac;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Claim;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Makes log entries of claims. A claim's key is an HMAC of source and record id, so that no number of a person stands
 * in a header.
 */
@Component
final class ClaimEntries {
  private final Hmac keys;
  private final Map<String, String> schemas;
  private final Clock clock;

  ClaimEntries(Keys keys, SharedSchemas schemas, Clock clock) {
    this.keys = keys.derive("claim");
    this.schemas = schemas.all().stream()
        .collect(Collectors.toUnmodifiableMap(SharedSchema::dataset, schema -> schema.id().hex()));
    this.clock = clock;
  }

  /** The claim's key, the same for every dataset. */
  Key key(Source source, Claim claim) {
    return key(source, claim.recordId());
  }

  /** The key of all claims that a source makes of a record. */
  Key key(Source source, String recordId) {
    return keys.key(source.id(), recordId);
  }

  /**
   * The entry of a claim with this key.
   *
   * @param received milliseconds since the epoch
   */
  Entry entry(Source source, Claim claim, Key key, long received) {
    byte[] payload = claim.withdrawn()
        ? new byte[0]
        : new ClaimPayload(source.department(), claim.recordId(), claim.identifiers(), claim.values()).encode();
    return new Entry(key, claim.withdrawn() ? Entry.Kind.DELETE : Entry.Kind.UPSERT,
        source.id(), claim.eventTime(), received, hex(claim.dataset()), "", List.of(), payload);
  }

  /** The entry by which a source states a record no longer. */
  Entry withdrawal(Source source, String dataset, Key key) {
    return new Entry(key, Entry.Kind.DELETE, source.id(), Entry.NO_TIME, clock.millis(), hex(dataset), "", List.of(),
        new byte[0]);
  }

  private String hex(String dataset) {
    return Objects.requireNonNull(schemas.get(dataset), dataset);
  }
}
