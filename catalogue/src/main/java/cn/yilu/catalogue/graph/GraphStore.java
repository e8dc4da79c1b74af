package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.dataset.CatalogueEntry;
import cn.yilu.catalogue.dataset.EntryProjection;
import cn.yilu.catalogue.dataset.Names;
import cn.yilu.catalogue.dataset.PublicNames;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.sys.TDBInternal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The entries as named graphs with public names, each named as its dataset. What the store itself must remember (its
 * position, whose it is, which graph belongs to which key) stands in the default graph, which is never served.
 */
final class GraphStore implements EntryProjection {
  private static final Logger LOG = LoggerFactory.getLogger(GraphStore.class);
  private static final Node SELF = NodeFactory.createURI("urn:yilu:store");
  private static final Node POSITION = NodeFactory.createURI("urn:yilu:term:position");
  private static final Node BELONGS = NodeFactory.createURI("urn:yilu:term:belongsTo");
  private static final Node HOLDS = NodeFactory.createURI("urn:yilu:term:holds");
  private static final int FORM = 1;

  private final Path place;
  private final PublicNames names;
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private String belongs = "";
  private @Nullable DatasetGraph store;

  GraphStore(Path place, PublicNames names) {
    this.place = place;
    this.names = names;
  }

  @Override
  public long open(Log.Identity log, long head) {
    belongs = String.join(" ", log.id(), Integer.toString(log.generation()), names.base(), Integer.toString(FORM));
    close();
    try {
      long position = connect();
      if (position >= 0 && position <= head) {
        return position;
      }
    } catch (RuntimeException e) {
      LOG.atWarn().setMessage("graph store cannot be read and is made again").setCause(e).log();
    }
    close();
    wipe();
    connect();
    return 0;
  }

  /** Opens the store and answers its position; below 0 when it is not of this log or of this public base. */
  private long connect() {
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new UncheckedIOException("graph store has no place", e);
    }
    DatasetGraph connected = DatabaseMgr.connectDatasetGraph(Location.create(place));
    closing.writeLock().lock();
    try {
      store = connected;
    } finally {
      closing.writeLock().unlock();
    }
    return Txn.calculateRead(connected, () -> {
      if (connected.isEmpty()) {
        return 0L;
      }
      return remembered(connected, BELONGS).filter(belongs::equals).flatMap(same -> remembered(connected, POSITION))
          .map(Long::parseLong).orElse(-1L);
    });
  }

  private static Optional<String> remembered(DatasetGraph store, Node what) {
    Iterator<Quad> found = store.find(Quad.defaultGraphIRI, SELF, what, Node.ANY);
    return found.hasNext() ? Optional.of(found.next().getObject().getLiteralLexicalForm()) : Optional.empty();
  }

  private void wipe() {
    try {
      FileSystemUtils.deleteRecursively(place);
    } catch (IOException e) {
      throw new UncheckedIOException("graph store cannot be emptied", e);
    }
  }

  @Override
  public void apply(Block block) {
    DatasetGraph open = opened();
    Txn.executeWrite(open, () -> {
      for (Entry entry : block.entries()) {
        apply(open, entry);
      }
      remember(open, BELONGS, belongs);
      remember(open, POSITION, Long.toString(block.last()));
    });
  }

  private void apply(DatasetGraph open, Entry logged) {
    Node key = NodeFactory.createURI("urn:yilu:key:" + logged.key());
    open.find(Quad.defaultGraphIRI, key, HOLDS, Node.ANY)
        .forEachRemaining(held -> open.removeGraph(held.getObject()));
    open.deleteAny(Quad.defaultGraphIRI, key, HOLDS, Node.ANY);
    if (logged.kind() == Entry.Kind.UPSERT) {
      CatalogueEntry entry = CatalogueEntry.decode(logged.payload());
      Node graph = NodeFactory.createURI(names.of(Names.dataset(entry.id())));
      names.of(entry.graph()).find().forEach(triple -> open.add(Quad.create(graph, triple)));
      open.add(Quad.defaultGraphIRI, key, HOLDS, graph);
    }
  }

  @Override
  public long differing(Map<Key, CatalogueEntry> entries) {
    return reading(open -> {
      Set<Node> unknown = new HashSet<>();
      open.listGraphNodes().forEachRemaining(unknown::add);
      long different = 0;
      for (CatalogueEntry entry : entries.values()) {
        Node graph = NodeFactory.createURI(names.of(Names.dataset(entry.id())));
        unknown.remove(graph);
        different += open.getGraph(graph).isIsomorphicWith(names.of(entry.graph())) ? 0 : 1;
      }
      return different + unknown.size();
    });
  }

  private static void remember(DatasetGraph store, Node what, String value) {
    store.deleteAny(Quad.defaultGraphIRI, SELF, what, Node.ANY);
    store.add(Quad.defaultGraphIRI, SELF, what, NodeFactory.createLiteralString(value));
  }

  /** Reads within one transaction, so that what is seen is of one position; on the caller's thread, start to end. */
  <T> T reading(Function<DatasetGraph, T> read) {
    closing.readLock().lock();
    try {
      DatasetGraph open = opened();
      return Txn.calculateRead(open, () -> read.apply(open));
    } finally {
      closing.readLock().unlock();
    }
  }

  /** Which log and public base the store belongs to. */
  static String owner(DatasetGraph store) {
    return remembered(store, BELONGS).orElse("");
  }

  /** What tells one state of the whole catalogue from another. */
  static String state(DatasetGraph store) {
    return owner(store) + " " + remembered(store, POSITION).orElse("0");
  }

  /** The graph of a dataset, if it has an entry; valid within the transaction. */
  Optional<Graph> dataset(DatasetGraph open, String id) {
    Node name = NodeFactory.createURI(names.of(Names.dataset(id)));
    return open.containsGraph(name) ? Optional.of(open.getGraph(name)) : Optional.empty();
  }

  private DatasetGraph opened() {
    DatasetGraph open = store;
    if (open == null) {
      throw new Problem(503, "unavailable", "图数据正在准备,请稍后再试。", "The graph is getting ready, try again soon.");
    }
    return open;
  }

  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (store != null) {
        TDBInternal.expel(store);
        store = null;
      }
    } finally {
      closing.writeLock().unlock();
    }
  }
}
