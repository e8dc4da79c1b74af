package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Finding;
import cn.yilu.mappings.MappedRow;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.Unreadable;
import cn.yilu.mappings.rule.DeliveryUnreadable;
import cn.yilu.mappings.rule.MappingFailed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane maps between two rests: offers become drafts, and drafts are submitted when they are full, when a file
 * begins or ends, and in the end.
 */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  private final Source source;
  private final Mapping mapping;
  private final LaneTools tools;
  private final Committer committer;
  private final Repeats repeats;
  private final Snapshots snapshots;
  private Draft draft;
  private Optional<String> place = Optional.empty();
  private Optional<FileMarks.Mark> file = Optional.empty();
  private long row;
  private @Nullable Offer current;
  private boolean told;

  Round(Source source, Mapping mapping, LaneTools tools, Committer committer, Repeats repeats, Snapshots snapshots) {
    this.source = source;
    this.mapping = mapping;
    this.tools = tools;
    this.committer = committer;
    this.repeats = repeats;
    this.snapshots = snapshots;
    this.draft = fresh();
  }

  /** Has somebody to answer when it fails from here on. */
  void expect(Offer offer) {
    current = offer;
  }

  boolean full() {
    return draft.full();
  }

  private Draft fresh() {
    return new Draft(source, tools.claims(), tools.sealer(), repeats, tools.clock());
  }

  void take(Offer offer) {
    current = offer;
    told = false;
    Optional<Envelope.Snapshot> part = offer.rejection().isPresent()
        ? Optional.empty()
        : snapshots.of(offer.envelope());
    part.ifPresent(this::begin);
    Optional<FileMarks.Mark> begun = offer.envelope().digest().map(digest -> mark(offer, digest, part.isPresent()));
    long skip = begun.map(committer::rowsOf).orElse(0L);
    if (begun.isPresent()) {
      flush();
      file = begun;
      row = skip;
    }
    if (skip < Long.MAX_VALUE || offer.isWitnessed()) {
      // Of a push that was committed, but whose answer was lost, the rows are answered once more; none is added.
      read(offer, skip);
    }
    if (part.filter(Envelope.Snapshot::last).isPresent()) {
      rest();
      snapshots.complete(committer.committed(), offer.isReadable());
    }
    draft.finish(offer);
    current = null;
    if (offer.envelope().position().isPresent()) {
      place = offer.envelope().position();
    }
    if (begun.isPresent()) {
      // What could not be read to its end is read again from there when it comes again, perhaps by a mended mapping.
      row = offer.isReadable() ? Long.MAX_VALUE : row;
      flush();
      file = Optional.empty();
    }
  }

  /** Parts of full deliveries, and pushes that name themselves, cannot be taken for others. */
  private FileMarks.Mark mark(Offer offer, String digest, boolean part) {
    return part
        ? new FileMarks.Mark(snapshots.progress(digest), "")
        : new FileMarks.Mark(digest, offer.isWitnessed() ? "" : offer.envelope().name());
  }

  /** A full delivery begins where everything before it is committed. */
  private void begin(Envelope.Snapshot part) {
    rest();
    snapshots.work();
    snapshots.begin(part, committer.committed());
  }

  private void rest() {
    flush();
    committer.settle();
  }

  private void read(Offer offer, long skip) {
    Envelope envelope = offer.envelope();
    try (Beginning in = new Beginning(Contents.open(envelope.content()))) {
      offer.headed(in.heading(mapping, tools.zone(), envelope.charset()));
      map(offer, Contents.delivery(envelope, in, tools.zone()), mapped -> {
        offer.saw(mapped);
        if (mapped.row() > skip || (mapped.row() == 0 && skip == 0)) {
          draft.add(offer, mapped);
          refused(offer, mapped);
          row = Math.max(row, mapped.row());
          if (draft.full()) {
            flush();
          }
        }
      });
    } catch (Unreadable e) {
      offer.unreadable();
      snapshots.refused(List.of());
      draft.rejectWhole(offer, Contents.raw(envelope),
          new Finding(0, "", DeliveryUnreadable.RULE.word(), "", e.reason()));
    } catch (CompletionException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The exception's text may quote the delivery, so only its kind is told.
      LOG.atError().addKeyValue("source", source.id()).addKeyValue("cause", e.getClass().getName())
          .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]).log("mapping failed");
      if (e instanceof RuntimeException fault && envelope.content() instanceof Envelope.Rows) {
        // Rows have no beginning that could be kept for them, so the place stays and they are asked for again.
        throw fault;
      }
      offer.unreadable();
      snapshots.refused(List.of());
      draft.rejectWhole(offer, Contents.raw(envelope),
          new Finding(0, "", MappingFailed.RULE.word(), "", MappingFailed.RULE.mend()));
    }
  }

  private void refused(Offer offer, MappedRow mapped) {
    if (mapped instanceof MappedRow.Rejected row) {
      row.findings().stream().filter(finding -> finding.rule().equals(MappingFailed.RULE.word())).findFirst()
          .ifPresent(this::tell);
      if (offer.rejection().isEmpty()) {
        snapshots.refused(row.records());
      }
    }
  }

  /** Once a delivery, however many of its rows broke. */
  private void tell(Finding failed) {
    if (!told) {
      told = true;
      LOG.atError().addKeyValue("source", source.id()).addKeyValue("at", failed.raw()).log("mapping failed on a row");
    }
  }

  void flush() {
    if (!draft.empty()) {
      Draft full = draft;
      draft = fresh();
      committer.submit(full, place, file, row);
    }
  }

  void fail(Throwable why) {
    draft.done().forEach(offer -> offer.failed(why));
    Offer unfinished = current;
    if (unfinished != null) {
      unfinished.failed(why);
    }
  }

  private void map(Offer offer, Delivery delivery, Consumer<MappedRow> rows) {
    if (offer.rejection().isPresent() && delivery.content() instanceof Delivery.Rows) {
      mapping.again(delivery, rows);
    } else {
      mapping.read(delivery, rows);
    }
  }
}
