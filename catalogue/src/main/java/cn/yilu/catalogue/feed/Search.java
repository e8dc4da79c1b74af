package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Versions;
import cn.yilu.mappings.view.Lines;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through a dataset's records for what a grant shows, and writes it as lines. */
final class Search {
  private static final Logger LOG = LoggerFactory.getLogger(Search.class);
  private final SharedSchemas schemas;
  private final Views views;
  private final Log log;
  private final ReadAhead ahead;
  private final Map<String, Versions> versions = new ConcurrentHashMap<>();

  Search(SharedSchemas schemas, Views views, Log log) {
    this.schemas = schemas;
    this.views = views;
    this.log = log;
    this.ahead = new ReadAhead(log);
  }

  /** Fills the room with lines; gives it back when there are none. */
  Found find(Sought sought, PageRoom.Part room) {
    SharedSchema schema = schemas.get(sought.dataset());
    Lines lines = sought.format().lines(views.of(sought.grant(), schema), sought.day(),
        Stretch.capacity(sought.limit()));
    try {
      Found found = scan(sought, lines, schema, room);
      if (lines.count() == 0) {
        room.close();
      }
      return found;
    } catch (Versions.UnknownVersion e) {
      room.close();
      LOG.atError().addKeyValue("dataset", sought.dataset()).setCause(e).log("records cannot be served");
      throw Refusals.unavailable();
    } catch (RuntimeException e) {
      room.close();
      throw e;
    }
  }

  /** Goes on stretch by stretch until there is a line to show or the topic ends: an empty page must mean "nothing new". */
  private Found scan(Sought sought, Lines lines, SharedSchema schema, PageRoom.Part room) {
    AreaRule rule = new AreaRule(sought.grant());
    long at = sought.after();
    boolean sparse = false;
    while (lines.count() == 0) {
      Stretch stretch = new Stretch(lines, sought.limit(), rule, versions(schema), sought.since(), at);
      boolean full = fill(stretch, sought.topic());
      at = stretch.to();
      sparse |= stretch.sparse();
      if (!full) {
        checkHead(sought, at);
        return new Found(lines, at, false, sparse, room);
      }
    }
    return new Found(lines, at, true, sparse, room);
  }

  /** Fills a stretch; false when the topic ended before it was full. */
  private boolean fill(Stretch stretch, String topic) {
    List<Block> blocks = List.of();
    while (stretch.hasRoom()) {
      blocks = ahead.read(topic, stretch.to());
      if (blocks.isEmpty()) {
        return false;
      }
      stretch.add(blocks);
    }
    ahead.keep(topic, stretch.to(), blocks);
    return true;
  }

  /** Events are not folded anew, so records of earlier versions stand in the log beside those of the present one. */
  private Versions versions(SharedSchema schema) {
    return versions.computeIfAbsent(schema.id().hex(), id -> new Versions(schema));
  }

  /** A log that ends before the cursor is not the one that gave it. */
  private void checkHead(Sought sought, long at) {
    if (at == sought.since() && at > log.head(sought.topic())) {
      throw Refusals.goneCursor();
    }
  }
}
