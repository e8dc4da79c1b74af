package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.SharedSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Subjects and claim keys a range touches, as they will be. The state is asked once a block for all claims and once for
 * all subjects; from then on each claim has its owner and its subject at hand, since looking them up again and again
 * is what a merge would otherwise spend its time on.
 */
final class Touched {
  static final char SUBJECT = 's';
  private static final char CLAIM = 'c';

  private final DatasetState state;
  private final SharedSchema schema;
  private final Subjects keys;
  private final Versions versions;
  private final KnownLinks known;
  private final References references;
  private final List<Placed> placed = new ArrayList<>();
  private final Map<Key, Subject> subjects = new LinkedHashMap<>();
  private final Map<Key, Owner> owners = new HashMap<>();

  private LinkChange links;
  private Set<Key> apart;
  private ClaimPayload before = ClaimPayload.NONE;

  Touched(DatasetState state, SharedSchema schema, Subjects keys, Versions versions, KnownLinks known,
      References references) {
    this.references = references;
    this.versions = versions;
    this.state = state;
    this.schema = schema;
    this.keys = keys;
    this.known = known;
    this.links = LinkChange.none(known.now());
    this.apart = known.now().apart(schema.subject());
  }

  /** A claim that came in, and what it makes of its owner; no payload when it was withdrawn. */
  private record Arrival(Entry entry, Owner owner, @Nullable ClaimPayload payload, @Nullable Key said,
      @Nullable Key target) {}

  /** What a claim states, under the subject it was put. */
  private record Placed(Key subject, byte[] values) {}

  /** The subject as the state holds it, if it does. */
  static Optional<Subject> stored(DatasetState state, Key subject) {
    return Optional.ofNullable(state.store().get(state.key(SUBJECT, subject))).map(Subject::decode);
  }

  /** The claim as the state holds it, if it does. */
  static Optional<HeldClaim> held(DatasetState state, Key claim) {
    byte[] stored = state.store().get(state.key(CLAIM, claim));
    if (stored == null) {
      return Optional.empty();
    }
    Owner owner = new Owner();
    owner.read(stored);
    return Optional.ofNullable(owner.now()).flatMap(subject -> stored(state, subject))
        .flatMap(subject -> subject.claims().stream().filter(held -> held.key().equals(claim)).findFirst());
  }

  /** Calls back with every subject of the state. */
  static void scan(DatasetState state, BiConsumer<Key, Subject> visitor) {
    byte[] prefix = state.key(SUBJECT);
    state.store().scan(prefix, prefix, (key, value) -> {
      visitor.accept(state.keyIn(key, 0), Subject.decode(value));
      return true;
    });
  }

  Map<Key, Subject> subjects() {
    return subjects;
  }

  LinkChange links() {
    return links;
  }

  /**
   * Takes claims of links, which come before the claims of the dataset: claims that stand alone from now on, or no
   * longer, change their subject, and all subjects that are or were one are at hand.
   */
  void link(List<Block> claims) {
    links = known.change(claims);
    apart = links.after().apart(schema.subject());
    move(links.moved(schema.subject()));
    load(links.concerned(schema.subject()));
  }

  private void move(List<Key> claims) {
    if (claims.isEmpty()) {
      return;
    }
    Sought<Owner> soughtOwners = new Sought<>(state, CLAIM, owners);
    List<Owner> moved = claims.stream().map(claim -> soughtOwners.of(claim, Owner::new)).toList();
    soughtOwners.find(Owner::read);
    for (int i = 0; i < claims.size(); i++) {
      move(claims.get(i), moved.get(i));
    }
  }

  private void move(Key claim, Owner owner) {
    Key from = owner.now();
    Key said = owner.said();
    if (from == null || said == null) {
      return;
    }
    Key to = target(claim, said);
    load(List.of(from, to));
    subject(from).take(claim).ifPresent(held -> put(to, held));
    owner.now(to, said);
  }

  void take(List<Block> blocks) {
    blocks.forEach(block -> arrive(block.entries()));
  }

  private void arrive(List<Entry> claims) {
    List<Arrival> arrivals = new ArrayList<>(claims.size());
    Sought<Owner> soughtOwners = new Sought<>(state, CLAIM, owners);
    for (Entry claim : claims) {
      arrivals.add(arrival(claim, soughtOwners.of(claim.key(), Owner::new)));
    }
    soughtOwners.find(Owner::read);
    Sought<Subject> soughtSubjects = new Sought<>(state, SUBJECT, subjects);
    for (Arrival arrival : arrivals) {
      seek(soughtSubjects, arrival.target());
      seek(soughtSubjects, arrival.owner().now());
    }
    soughtSubjects.find(Subject::read);
    arrivals.forEach(this::apply);
  }

  private static void seek(Sought<Subject> sought, @Nullable Key subject) {
    if (subject != null) {
      sought.of(subject, Subject::new);
    }
  }

  private Arrival arrival(Entry claim, Owner owner) {
    if (claim.kind() == Entry.Kind.DELETE) {
      return new Arrival(claim, owner, null, null, null);
    }
    ClaimPayload payload = ClaimPayload.decode(claim.payload(), before);
    before = payload;
    Key said = keys.subject(schema, payload.identifiers(), claim.key());
    return new Arrival(claim, owner, payload, said, target(claim.key(), said));
  }

  /** Where a claim is to stand: under the subject it says, unless it has to stand alone. */
  private Key target(Key claim, Key said) {
    return !apart.isEmpty() && apart.contains(claim) ? keys.alone(schema.subject(), claim) : said;
  }

  /** Folds a claim out of the subject it was under, when that changes, and into the one it is under now. */
  private void apply(Arrival arrival) {
    Entry entry = arrival.entry();
    Key owner = arrival.owner().now();
    Key target = arrival.target();
    if (owner != null && !owner.equals(target)) {
      subject(owner).remove(entry.key());
    }
    ClaimPayload payload = arrival.payload();
    if (payload != null && target != null) {
      put(target, new HeldClaim(entry.key(), entry.source(), payload.department(), payload.recordId(),
          entry.eventTime(), entry.recordedTime(), versions.values(entry.schema(), payload.values())));
    }
    arrival.owner().now(target, arrival.said());
  }

  private void put(Key under, HeldClaim claim) {
    subject(under).put(claim);
    placed.add(new Placed(under, claim.values()));
  }

  /** Has these subjects at hand as the state holds them. */
  void load(Collection<Key> wanted) {
    Sought<Subject> sought = new Sought<>(state, SUBJECT, subjects);
    wanted.forEach(key -> sought.of(key, Subject::new));
    sought.find(Subject::read);
  }

  /** Has all subjects at hand that touched ones are one with. */
  void whole() {
    Aliases aliases = links.after().aliases(schema.subject());
    if (aliases != Aliases.NONE) {
      Set<Key> others = new LinkedHashSet<>();
      subjects.keySet().stream().filter(key -> !aliases.alone(key)).map(aliases::members).forEach(others::addAll);
      load(others);
    }
  }

  /** The claims that the record of a subject is made of: none when it is one with another that stays. */
  List<HeldClaim> claims(Key key, Subject subject) {
    Aliases aliases = links.after().aliases(schema.subject());
    if (aliases.alone(key)) {
      return subject.claims();
    }
    return aliases.stays(key).equals(key)
        ? aliases.members(key).stream().flatMap(member -> subject(member).claims().stream()).toList()
        : List.of();
  }

  Subject subject(Key key) {
    return subjects.computeIfAbsent(key, k -> new Subject());
  }

  Progress write(Progress after) {
    StateBatch batch = state.batch();
    owners.forEach((claim, owner) -> {
      if (owner.moved()) {
        byte[] now = owner.write();
        if (now == null) {
          batch.delete(state.key(CLAIM, claim));
        } else {
          batch.put(state.key(CLAIM, claim), now);
        }
      }
    });
    links.kept((claim, link) -> link.ifPresentOrElse(now -> batch.put(state.key(KnownLinks.LINK, claim), now),
        () -> batch.delete(state.key(KnownLinks.LINK, claim))));
    AvroWriter value = new AvroWriter(1024);
    subjects.forEach((key, subject) -> batch.put(state.key(SUBJECT, key), subject.write(value.clear())));
    placed.forEach(claim -> references.note(claim.subject(), claim.values(), batch));
    state.write(batch, after);
    known.took(links);
    return after;
  }
}
