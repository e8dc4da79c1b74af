package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryDeniedException;
import org.apache.jena.query.QueryException;
import org.apache.jena.riot.Lang;
import org.apache.jena.sparql.ARQConstants;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.resultset.ResultsWriter;
import org.apache.jena.tdb2.TDB2;

/** Answers queries over all entries together, or entry by entry with {@code GRAPH}, within bounds of time and size. */
final class Sparql {
  private static final long SORTED_IN_MEMORY = 20_000;
  private static final int MOST_TRIPLES = 200_000;

  private final GraphStore store;
  private final Turns turns;
  private final GraphProperties bounds;
  private final long room;

  /** All queries of a time together may hold a quarter of the heap. */
  Sparql(GraphStore store, Turns turns, GraphProperties bounds) {
    this(store, turns, bounds, Runtime.getRuntime().maxMemory() / 4 / bounds.atOnce());
  }

  /** @param room bytes that the rows held by a query may take */
  Sparql(GraphStore store, Turns turns, GraphProperties bounds, long room) {
    this.store = store;
    this.turns = turns;
    this.bounds = bounds;
    this.room = room;
  }

  /** The whole answer of a SELECT or ASK query, written in this language. */
  byte[] table(Query query, Lang lang) {
    return run(query, execution -> {
      BoundedBytes out = new BoundedBytes(bounds.largest().toBytes());
      ResultsWriter writer = ResultsWriter.create().lang(lang).build();
      if (query.isAskType()) {
        writer.write(out, execution.ask());
      } else {
        writer.write(out, execution.select());
      }
      return out.toByteArray();
    });
  }

  /** The whole answer of a CONSTRUCT or DESCRIBE query, written in this format. */
  byte[] graph(Query query, GraphFormat format) {
    return run(query, execution -> GraphAnswer.write(
        collected(query.isConstructType() ? execution.constructTriples() : execution.describeTriples(), room), format,
        bounds.largest().toBytes()));
  }

  private static Graph collected(Iterator<Triple> triples, long room) {
    Graph graph = GraphFactory.createDefaultGraph();
    long size = 0;
    for (int count = 0; triples.hasNext(); count++) {
      Triple triple = triples.next();
      size += HeldRows.size(triple.getSubject()) + HeldRows.size(triple.getPredicate())
          + HeldRows.size(triple.getObject());
      if (count == MOST_TRIPLES || size > room) {
        throw new Problem(400, "bad-request", "结果太大,请用 LIMIT 缩小。", "The result is too large, use LIMIT.");
      }
      graph.add(triple);
    }
    return graph;
  }

  private byte[] run(Query query, Answering answering) {
    HeldRows.Room held = new HeldRows.Room(room);
    return turns.take(() -> store.reading(open -> {
      try (QueryExec execution = QueryExec.dataset(open).query(query).set(TDB2.symUnionDefaultGraph, true)
          .set(ARQ.httpServiceAllowed, false).set(ARQ.enablePropertyFunctions, false)
          .set(ARQ.spillToDiskThreshold, SORTED_IN_MEMORY)
          .set(ARQConstants.sysOpExecutorFactory, HeldRows.within(held))
          .timeout(bounds.timeout().toMillis(), TimeUnit.MILLISECONDS).build()) {
        byte[] answer = answering.of(execution);
        held.requireKept();
        return answer;
      } catch (QueryCancelledException e) {
        // Not 504: it was taken as sent, and sending it again would take as long.
        throw new Problem(422, "query-too-long", "查询超过 " + bounds.timeout().toSeconds() + " 秒,已停止。",
            "The query took longer than " + bounds.timeout().toSeconds() + " seconds and was stopped.");
      } catch (QueryDeniedException e) {
        throw new Problem(403, "forbidden", "查询里有不允许的操作。", "The query holds something that is not allowed.");
      } catch (QueryException e) {
        throw new Problem(400, "bad-request", "查询不能执行。", "The query cannot be run.");
      }
    }));
  }

  private interface Answering {
    byte[] of(QueryExec execution);
  }
}
