package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Versions;
import cn.yilu.mappings.view.Lines;
import cn.yilu.mappings.view.View;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a page: who may, what lies behind the cursor, what of it the grant shows, and a note of it before it leaves. */
final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private final SharedSchemas schemas;
  private final BiFunction<String, String, Decision> grants;
  private final Views views;
  private final Cursors cursors;
  private final Source source;
  private final Notes notes;
  private final Map<String, Versions> versions = new ConcurrentHashMap<>();

  /** Where changes come from, word of news, and memory to work in. */
  record Source(Log log, ReadAhead ahead, Arrivals arrivals, PageRoom room) {

    Source(Log log, Arrivals arrivals, PageRoom room) {
      this(log, new ReadAhead(log), arrivals, room);
    }
  }

  /** What was found, up to which entry; nothing takes no room. */
  private record Found(Lines lines, long to, PageRoom.Part room) {}

  Feed(SharedSchemas schemas, BiFunction<String, String, Decision> grants, Views views, Cursors cursors,
      Source source, Notes notes) {
    this.schemas = schemas;
    this.grants = grants;
    this.views = views;
    this.cursors = cursors;
    this.source = source;
    this.notes = notes;
  }

  /** The next page. What may not be answered is a {@link cn.yilu.catalogue.Problem}. */
  Page read(Question question) {
    SharedSchema schema = schemas.of(question.dataset())
        .filter(found -> found.kind() != DatasetKind.LINK).orElseThrow(Refusals::unknownDataset);
    Decision.Allowed allowed = allowed(question);
    long since = since(question, allowed);
    long deadline = System.nanoTime() + question.patience().toNanos();
    Found found = find(question, schema, allowed, since, since);
    while (found.lines().count() == 0 && arrives(question, found.to(), deadline)) {
      allowed = allowedAsBefore(question, allowed);
      found = find(question, schema, allowed, since, found.to());
    }
    try {
      View view = views.of(allowed.grant(), schema);
      notes.read(question, allowed, view.fields(), since, found.to(), found.lines().count());
      Cursor next = new Cursor(source.log().identity(), allowed.grant().id(), allowed.grant().version(), found.to());
      return new Page(found.lines(), cursors.seal(next, question.reader(), question.dataset()), found.room());
    } catch (RuntimeException e) {
      found.room().close();
      throw e;
    }
  }

  private Decision.Allowed allowed(Question question) {
    return switch (grants.apply(question.reader(), question.dataset())) {
      case Decision.Allowed allowed -> allowed;
      case Decision.Denied denied -> throw Refusals.denied(denied.reason());
    };
  }

  /** Who has waited is judged anew. */
  private Decision.Allowed allowedAsBefore(Question question, Decision.Allowed before) {
    Decision.Allowed now = allowed(question);
    if (!now.grant().id().equals(before.grant().id()) || now.grant().version() != before.grant().version()) {
      throw Refusals.grantChanged();
    }
    return now;
  }

  private long since(Question question, Decision.Allowed allowed) {
    if (question.cursor().isEmpty()) {
      return 0;
    }
    Cursor cursor = cursors.open(question.cursor(), question.reader(), question.dataset())
        .orElseThrow(Refusals::badCursor);
    if (!cursor.log().equals(source.log().identity())) {
      throw Refusals.goneCursor();
    }
    if (!cursor.grant().equals(allowed.grant().id()) || cursor.version() != allowed.grant().version()) {
      throw Refusals.grantChanged();
    }
    return cursor.sequence();
  }

  private boolean arrives(Question question, long after, long deadline) {
    long left = deadline - System.nanoTime();
    return left > 0 && source.arrivals().await(topic(question), after, Duration.ofNanos(left));
  }

  private Found find(Question question, SharedSchema schema, Decision.Allowed allowed, long since, long after) {
    int capacity = Stretch.capacity(question.limit());
    PageRoom.Part room = source.room().take(capacity);
    Lines lines = question.format().lines(views.of(allowed.grant(), schema), allowed.day(), capacity);
    try {
      long to = scan(question, lines, new AreaRule(allowed.grant()), schema, since, after);
      if (lines.count() == 0) {
        room.close();
      }
      return new Found(lines, to, room);
    } catch (Versions.UnknownVersion e) {
      room.close();
      LOG.atError().addKeyValue("dataset", question.dataset()).setCause(e).log("records cannot be served");
      throw Refusals.unavailable();
    } catch (RuntimeException e) {
      room.close();
      throw e;
    }
  }

  /** Goes on stretch by stretch until there is a line to show or the topic ends: an empty page must mean "nothing new". */
  private long scan(Question question, Lines lines, AreaRule rule, SharedSchema schema, long since, long after) {
    long at = after;
    while (lines.count() == 0) {
      Stretch stretch = new Stretch(lines, question.limit(), rule, versions(schema), since, at);
      boolean full = fill(stretch, topic(question));
      at = stretch.to();
      if (!full) {
        checkHead(topic(question), since, at);
        return at;
      }
    }
    return at;
  }

  /** Fills a stretch; false when the topic ended before it was full. */
  private boolean fill(Stretch stretch, String topic) {
    List<Block> blocks = List.of();
    while (stretch.hasRoom()) {
      blocks = source.ahead().read(topic, stretch.to());
      if (blocks.isEmpty()) {
        return false;
      }
      stretch.add(blocks);
    }
    source.ahead().keep(topic, stretch.to(), blocks);
    return true;
  }

  /** Events are not folded anew, so records of earlier versions stand in the log beside those of the present one. */
  private Versions versions(SharedSchema schema) {
    return versions.computeIfAbsent(schema.id().hex(), id -> new Versions(schema));
  }

  /** A log that ends before the cursor is not the one that gave it. */
  private void checkHead(String topic, long since, long at) {
    if (at == since && since > source.log().head(topic)) {
      throw Refusals.goneCursor();
    }
  }

  private static String topic(Question question) {
    return "records/" + question.dataset();
  }
}
