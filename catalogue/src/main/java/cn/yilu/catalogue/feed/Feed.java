package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.log.Log;
import cn.yilu.mappings.view.View;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.time.Duration;
import java.util.function.BiFunction;

/** Reads a page: who may, what lies behind the cursor, what of it the grant shows, and a note of it before it leaves. */
final class Feed {
  private final SharedSchemas schemas;
  private final BiFunction<String, String, Decision> grants;
  private final Views views;
  private final Cursors cursors;
  private final Source source;
  private final Search search;
  private final NextPages pages;
  private final Notes notes;

  /** Where changes come from, word of news, and memory to work in. */
  record Source(Log log, Arrivals arrivals, PageRoom room) {}

  Feed(SharedSchemas schemas, BiFunction<String, String, Decision> grants, Views views, Cursors cursors,
      Source source, Notes notes) {
    this.schemas = schemas;
    this.grants = grants;
    this.views = views;
    this.cursors = cursors;
    this.source = source;
    this.notes = notes;
    search = new Search(schemas, views, source.log());
    pages = new NextPages(search, source.room(), System::nanoTime);
  }

  /** The next page. What may not be answered is a {@link cn.yilu.catalogue.Problem}. */
  Page read(Question question) {
    SharedSchema schema = schemas.of(question.dataset())
        .filter(found -> found.kind() != DatasetKind.LINK).orElseThrow(Refusals::unknownDataset);
    Decision.Allowed allowed = allowed(question);
    Cursor from = from(question, allowed);
    long since = from.sequence();
    long deadline = System.nanoTime() + question.patience().toNanos();
    Sought sought = Sought.of(question, allowed, since);
    Found found = pages.take(sought).orElseGet(() -> find(sought));
    boolean sparse = found.sparse();
    while (found.lines().count() == 0 && arrives(sought, found.to(), deadline)) {
      allowed = allowedAsBefore(question, allowed);
      found = find(Sought.of(question, allowed, since).on(found.to()));
      sparse |= found.sparse();
    }
    try {
      if (found.full()) {
        pages.prepare(Sought.of(question, allowed, since).next(found.to()));
      }
      long forgettings = sparse ? forgettings(sought, from) : from.forgettings();
      return page(question, schema, allowed, since, found, forgettings);
    } catch (RuntimeException e) {
      found.room().close();
      throw e;
    }
  }

  private Page page(Question question, SharedSchema schema, Decision.Allowed allowed, long since, Found found,
      long forgettings) {
    // To look for lines takes time, in which the grant may have been taken back.
    allowedAsBefore(question, allowed);
    View view = views.of(allowed.grant(), schema);
    notes.read(question, allowed, view.fields(), since, found.to(), found.lines().count());
    Cursor next = new Cursor(source.log().identity(), allowed.grant().id(), allowed.grant().version(), found.to(),
        forgettings);
    return new Page(found.lines(), cursors.seal(next, question.reader(), question.dataset()), found.room());
  }

  private Decision.Allowed allowed(Question question) {
    return switch (grants.apply(question.reader(), question.dataset())) {
      case Decision.Allowed allowed -> allowed;
      case Decision.Denied denied -> throw Refusals.denied(denied.reason());
    };
  }

  /** Time has passed since it was judged. */
  private Decision.Allowed allowedAsBefore(Question question, Decision.Allowed before) {
    Decision.Allowed now = allowed(question);
    if (!now.grant().id().equals(before.grant().id()) || now.grant().version() != before.grant().version()) {
      throw Refusals.grantChanged();
    }
    return now;
  }

  private Cursor from(Question question, Decision.Allowed allowed) {
    if (question.cursor().isEmpty()) {
      return new Cursor(source.log().identity(), allowed.grant().id(), allowed.grant().version(), 0,
          source.log().forgotten(Sought.of(question, allowed, 0).topic()).times());
    }
    Cursor cursor = cursors.open(question.cursor(), question.reader(), question.dataset())
        .orElseThrow(Refusals::badCursor);
    if (!cursor.log().equals(source.log().identity())) {
      throw Refusals.goneCursor();
    }
    if (!cursor.grant().equals(allowed.grant().id()) || cursor.version() != allowed.grant().version()) {
      throw Refusals.grantChanged();
    }
    return cursor;
  }

  /**
   * What was forgotten since a cursor was given may be what its reader still holds. Asked after reading, so that nothing can
   * be forgotten unnoticed; only what lies in blocks that something was taken out of can have been.
   */
  private long forgettings(Sought sought, Cursor from) {
    Log.Forgotten forgotten = source.log().forgotten(sought.topic());
    boolean hidden = from.sequence() < forgotten.upTo() && forgotten.times() != from.forgettings();
    if (hidden && from.sequence() > 0) {
      throw Refusals.forgotten();
    }
    return hidden ? from.forgettings() : forgotten.times();
  }

  private boolean arrives(Sought sought, long after, long deadline) {
    long left = deadline - System.nanoTime();
    return left > 0 && source.arrivals().await(sought.topic(), after, Duration.ofNanos(left));
  }

  private Found find(Sought sought) {
    return search.find(sought, source.room().take(Stretch.capacity(sought.limit())));
  }
}
