package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.mappings.Claim;
import cn.yilu.mappings.Finding;
import cn.yilu.mappings.MappedRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one commit will hold: entries by topic, the counts that go with them, and the offers that are done by it. */
final class Draft {
  private static final int MOST_ROWS = 5_000;
  private static final long MOST_BYTES = 4 << 20;
  private static final Key NO_KEY = new Key(0, 0);

  private final Source source;
  private final ClaimEntries claims;
  private final Sealer sealer;
  private final Repeats repeats;
  private final Clock clock;
  /** By dataset; of a record that is stated twice, such as the dwelling of a household's members, the last counts. */
  private final Map<String, Map<Key, Entry>> stated = new LinkedHashMap<>();
  private final Map<String, List<Entry>> kept = new LinkedHashMap<>();
  private final Set<Key> replayed = new HashSet<>();
  private final List<Offer> done = new ArrayList<>();
  private long bytes;
  private long received;
  private long used;
  private long rejected;
  private long repeated;
  private long findings;

  Draft(Source source, ClaimEntries claims, Sealer sealer, Repeats repeats, Clock clock) {
    this.source = source;
    this.claims = claims;
    this.sealer = sealer;
    this.repeats = repeats;
    this.clock = clock;
  }

  void add(Offer offer, MappedRow row) {
    if (offer.rejection().isPresent()) {
      again(offer, offer.rejection().get(), row);
    } else {
      take(offer, row);
    }
  }

  /** A rejected row mapped again: used, it leaves the list and the count of rejected ones; otherwise it stays as it is. */
  private void again(Offer offer, Key rejection, MappedRow row) {
    if (row instanceof MappedRow.Used good && replayed.add(rejection)) {
      use(offer, good);
      received--;
      rejected--;
      keep("rejections/", new Entry(rejection, Entry.Kind.DELETE, source.id(), Entry.NO_TIME, clock.millis(), "", "",
          List.of(), new byte[0]));
    }
  }

  private void take(Offer offer, MappedRow row) {
    switch (row) {
      case MappedRow.Used good -> use(offer, good);
      case MappedRow.Rejected bad -> reject(offer, bad.row(), bad.raw(), bad.findings());
      case MappedRow.Noted noted -> note(offer, 0, "", noted.findings());
    }
  }

  private void use(Offer offer, MappedRow.Used row) {
    received++;
    used++;
    offer.countUsed();
    String recordId = "";
    Key key = NO_KEY;
    for (Claim claim : row.claims()) {
      if (!claim.recordId().equals(recordId)) {
        recordId = claim.recordId();
        key = claims.key(source, claim);
      }
      Entry entry = claims.entry(source, claim, key, received(offer));
      if (!offer.isSuperseded(claim.dataset(), entry)) {
        state(claim.dataset(), entry);
      }
    }
    note(offer, row.row(), row.claims().isEmpty() ? "" : row.claims().getFirst().recordId(), row.findings());
  }

  /** A row that was rejected is as old as it was then, so that what the source stated since is not undone by it. */
  private long received(Offer offer) {
    return offer.rejection().isPresent() ? offer.received() : clock.millis();
  }

  private void state(String dataset, Entry entry) {
    Map<Key, Entry> claimed = stated.computeIfAbsent(dataset, d -> new LinkedHashMap<>());
    Entry before = claimed.get(entry.key());
    if (before == null || before.recordedTime() <= entry.recordedTime()) {
      claimed.put(entry.key(), entry);
      bytes += size(entry) - (before == null ? 0 : size(before));
    }
  }

  private void note(Offer offer, long row, String recordId, List<Finding> flaws) {
    if (!flaws.isEmpty() && keep("findings/", new KeptRow(offer.envelope().name(), row, recordId, flaws))) {
      findings += flaws.size();
    }
  }

  /** Keeps a row, or a whole delivery as row 0, that could not be used. */
  private void reject(Offer offer, long row, String raw, List<Finding> why) {
    received++;
    offer.countRejected();
    if (keep("rejections/", new KeptRow(offer.envelope().name(), row, raw, why, offer.heading()))) {
      rejected++;
    } else {
      repeated++;
    }
  }

  /** A delivery that could not be read, counted as one received. */
  void rejectWhole(Offer offer, String raw, Finding why) {
    if (offer.rejection().isPresent()) {
      return;
    }
    offer.saw(new MappedRow.Rejected(0, raw, List.of(why)));
    reject(offer, 0, raw, List.of(why));
  }

  /** The offer is answered once this draft is committed. */
  void finish(Offer offer) {
    done.add(offer);
  }

  /** Keeps a row, unless the same one is kept already today. */
  private boolean keep(String topic, KeptRow row) {
    byte[] plain = row.encode();
    boolean first = repeats.first(plain);
    if (first) {
      byte[] sealed = sealer.seal(plain);
      keep(topic, new Entry(Key.of(Arrays.copyOfRange(sealed, 4, 20)), Entry.Kind.UPSERT,
          source.id(), Entry.NO_TIME, clock.millis(), "", "", List.of(), sealed));
    }
    return first;
  }

  private void keep(String topic, Entry entry) {
    kept.computeIfAbsent(topic + source.id(), t -> new ArrayList<>()).add(entry);
    bytes += size(entry);
  }

  private static long size(Entry entry) {
    return 64L + entry.payload().length;
  }

  boolean full() {
    return received >= MOST_ROWS || bytes >= MOST_BYTES;
  }

  boolean empty() {
    return stated.isEmpty() && kept.isEmpty() && done.isEmpty();
  }

  /** By topic. */
  Map<String, List<Entry>> entries() {
    Map<String, List<Entry>> entries = new LinkedHashMap<>();
    stated.forEach((dataset, claims) -> entries.put("claims/" + dataset, List.copyOf(claims.values())));
    entries.putAll(kept);
    return entries;
  }

  List<Offer> done() {
    return done;
  }

  /** The source's tally after this draft. */
  Tally after(Tally before, String place) {
    return new Tally(place, before.received() + received, before.used() + used, before.rejected() + rejected,
        before.findings() + findings, received == 0 ? before.lastReceived() : clock.millis(),
        before.repeated() + repeated);
  }
}
