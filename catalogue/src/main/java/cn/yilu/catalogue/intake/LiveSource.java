package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.PassedTrouble;
import cn.yilu.catalogue.http.model.Source.StateEnum;
import cn.yilu.connectors.Inbox;
import cn.yilu.mappings.Mapping;
import cn.yilu.schemas.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A source as it stands now: its file, its lane while it has one, and what was last heard of it. */
final class LiveSource {
  private static final Duration QUIET_AFTER = Duration.ofMinutes(5);
  private static final Duration TOLD_FOR = Duration.ofDays(1);

  private final Source source;
  private final @Nullable Lane lane;
  private final @Nullable Mapping mapping;
  private final Tally resting;
  private final Clock clock;
  private volatile @Nullable Instant contact;
  private volatile @Nullable Text trouble;
  private volatile @Nullable Passed last;
  private volatile @Nullable String lastFile;
  private volatile @Nullable Outage outage;

  /** A trouble that may be over, so that whoever comes to look still learns why something did not arrive. */
  private record Passed(Text what, Instant at) {}

  /** A source that can work. */
  LiveSource(Source source, Lane lane, Clock clock) {
    this.source = source;
    this.lane = lane;
    this.mapping = lane.mapping();
    this.resting = Tally.NONE;
    this.clock = clock;
  }

  /** A source that is paused, with what it delivered so far. */
  LiveSource(Source source, Mapping mapping, Tally resting, Clock clock) {
    this.source = source;
    this.lane = null;
    this.mapping = mapping;
    this.resting = resting;
    this.clock = clock;
  }

  /** A source that cannot start, and why. */
  LiveSource(Source source, Text invalid, Tally resting, Clock clock) {
    this.source = source;
    this.lane = null;
    this.mapping = null;
    this.resting = resting;
    this.clock = clock;
    this.trouble = invalid;
  }

  Source source() {
    return source;
  }

  Optional<Lane> lane() {
    return Optional.ofNullable(lane);
  }

  Optional<Mapping> mapping() {
    return Optional.ofNullable(mapping);
  }

  /** It could be reached. */
  void contacted() {
    outage = null;
    heard();
  }

  /** Something came from it. That ends its trouble, unless what comes cannot be committed time after time. */
  void heard() {
    contact = clock.instant();
    if (outage == null) {
      trouble = null;
    }
  }

  void failing(Inbox.Failing failing) {
    Outage before = outage;
    Instant now = clock.instant();
    outage = new Outage(before == null ? now : before.since(), failing.tries(), failing.open(),
        now.plus(failing.pause()));
  }

  void troubled(Text why) {
    trouble = why;
    last = new Passed(why, clock.instant());
  }

  /** Notes a file whose rows are committed. */
  void read(String name, long rows) {
    lastFile = name + " · " + rows;
  }

  /** The last file read since it was started, with its number of rows. */
  Optional<String> lastFile() {
    return Optional.ofNullable(lastFile);
  }

  /** When it was last heard of since it was started. */
  Optional<Instant> contact() {
    return Optional.ofNullable(contact);
  }

  /** Whether it could start and was not in trouble when last heard of. */
  boolean working() {
    return lane != null && trouble == null;
  }

  private StateEnum state() {
    Instant heard = contact;
    if (lane == null) {
      return mapping == null ? StateEnum.INVALID : StateEnum.STOPPED;
    }
    if (trouble != null) {
      return StateEnum.TROUBLE;
    }
    if (heard == null) {
      return StateEnum.STARTING;
    }
    return heard.isBefore(clock.instant().minus(QUIET_AFTER)) ? StateEnum.QUIET : StateEnum.WORKING;
  }

  /** As the HTTP contract shows it. */
  cn.yilu.catalogue.http.model.Source view(long lag) {
    Tally tally = lane().map(Lane::tally).orElse(resting);
    var view = new cn.yilu.catalogue.http.model.Source(source.id(), text(source.title()), source.department(),
        source.protocol(), state()).mapping(source.mapping()).received(tally.received()).used(tally.used())
        .rejected(tally.rejected()).repeated(tally.repeated()).findings(tally.findings()).lag(lag);
    tally.placed().ifPresent(view::position);
    Instant heard = contact;
    if (heard != null) {
      view.lastContact(heard.atOffset(ZoneOffset.UTC));
    }
    if (tally.lastReceived() > 0) {
      view.lastReceived(Instant.ofEpochMilli(tally.lastReceived()).atOffset(ZoneOffset.UTC));
    }
    lane().flatMap(working -> working.snapshots().view()).ifPresent(view::snapshot);
    Outage failing = outage;
    if (failing != null) {
      view.outage(failing.view());
    }
    Text why = trouble;
    if (why != null) {
      view.trouble(text(why));
    }
    Passed before = last;
    if (why == null && before != null && before.at().isAfter(clock.instant().minus(TOLD_FOR))) {
      view.lastTrouble(new PassedTrouble(text(before.what()), before.at().atOffset(ZoneOffset.UTC)));
    }
    return view;
  }

  private static cn.yilu.catalogue.http.model.Text text(Text text) {
    return new cn.yilu.catalogue.http.model.Text(text.zh(), text.en());
  }
}
