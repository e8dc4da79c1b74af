package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.op.Op1;
import org.apache.jena.sparql.algebra.op.Op2;
import org.apache.jena.sparql.algebra.op.OpAntiJoin;
import org.apache.jena.sparql.algebra.op.OpDistinct;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpJoin;
import org.apache.jena.sparql.algebra.op.OpLabel;
import org.apache.jena.sparql.algebra.op.OpLeftJoin;
import org.apache.jena.sparql.algebra.op.OpMinus;
import org.apache.jena.sparql.algebra.op.OpOrder;
import org.apache.jena.sparql.algebra.op.OpSemiJoin;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.ExecutionContext;
import org.apache.jena.sparql.engine.QueryIterator;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.engine.iterator.QueryIteratorWrapper;
import org.apache.jena.sparql.engine.main.OpExecutorFactory;
import org.apache.jena.sparql.expr.aggregate.AggAvg;
import org.apache.jena.sparql.expr.aggregate.AggCount;
import org.apache.jena.sparql.expr.aggregate.AggCountVar;
import org.apache.jena.sparql.expr.aggregate.AggSum;
import org.apache.jena.sparql.expr.aggregate.Aggregator;
import org.apache.jena.tdb2.solver.OpExecutorTDB2;

/**
 * Runs a query whose groups, joins, sorted and distinct rows together take so many bytes of the heap at most. Time alone
 * does not bound them: a cross product makes gigabytes within seconds, and what does not fit ends the process.
 */
final class HeldRows extends OpExecutorTDB2 {
  /** Of one row, whatever is held of it. */
  private static final long LONGEST_ROW = 1 << 16;
  /** What a row, and each value in it, takes beside its text. */
  private static final int OVERHEAD = 64;

  private final Room room;

  private HeldRows(ExecutionContext context, Room room) {
    super(context);
    this.room = room;
  }

  static OpExecutorFactory within(Room room) {
    return context -> new HeldRows(context, room);
  }

  /** Bytes that are left to one query; what was taken is given back with its end. */
  static final class Room {
    private long left;
    private boolean exceeded;

    Room(long bytes) {
      left = bytes;
    }

    private void take(long bytes, boolean kept) {
      left -= kept ? bytes : 0;
      exceeded |= left < 0 || bytes > LONGEST_ROW;
      requireKept();
    }

    /** A {@link Problem} once the room did not do, also when what evaluates a filter took that for "no". */
    void requireKept() {
      if (exceeded) {
        throw new Problem(422, "query-too-large", "查询在内存中保留的行过多,请缩小范围,或去掉无关的连接、分组和排序。",
            "The query holds too many rows in memory: narrow it, or leave out what is not joined, grouped or sorted on purpose.");
      }
    }
  }

  /** Whether an operator keeps a row that it is given, or only looks at it. */
  private interface Keeps {
    Keeps ALL = row -> true;
    Keeps NONE = row -> false;

    boolean row(Binding row);

    /** Of rows that are only counted or added up, one for each group is kept. */
    static Keeps firstOf(List<Var> group) {
      Set<List<Node>> known = new HashSet<>();
      return row -> known.add(group.stream().map(row::get).toList());
    }
  }

  /** What groups join to one text is no longer than a row may be. */
  @Override
  protected QueryIterator execute(OpGroup group, QueryIterator input) {
    return new Rows(super.execute((OpGroup) of(group, keeps(group)), input), Keeps.NONE);
  }

  private static Keeps keeps(OpGroup group) {
    boolean named = group.getGroupVars().getExprs().isEmpty();
    return named && group.getAggregators().stream().allMatch(each -> isNumber(each.getAggregator()))
        ? Keeps.firstOf(group.getGroupVars().getVars())
        : Keeps.ALL;
  }

  private static boolean isNumber(Aggregator aggregator) {
    return aggregator instanceof AggCount || aggregator instanceof AggCountVar || aggregator instanceof AggSum
        || aggregator instanceof AggAvg;
  }

  @Override
  protected QueryIterator execute(OpOrder order, QueryIterator input) {
    return super.execute((OpOrder) of(order, Keeps.ALL), input);
  }

  /** Keeps a thousand rows at most. */
  @Override
  protected QueryIterator execute(OpTopN first, QueryIterator input) {
    return super.execute((OpTopN) of(first, Keeps.NONE), input);
  }

  @Override
  protected QueryIterator execute(OpDistinct distinct, QueryIterator input) {
    return new Rows(super.execute(distinct, input), Keeps.ALL);
  }

  @Override
  protected QueryIterator execute(OpJoin join, QueryIterator input) {
    return super.execute((OpJoin) of(join), input);
  }

  @Override
  protected QueryIterator execute(OpLeftJoin join, QueryIterator input) {
    return super.execute((OpLeftJoin) of(join), input);
  }

  @Override
  protected QueryIterator execute(OpSemiJoin join, QueryIterator input) {
    return super.execute((OpSemiJoin) of(join), input);
  }

  @Override
  protected QueryIterator execute(OpAntiJoin join, QueryIterator input) {
    return super.execute((OpAntiJoin) of(join), input);
  }

  @Override
  protected QueryIterator execute(OpMinus minus, QueryIterator input) {
    return super.execute((OpMinus) of(minus), input);
  }

  private static Op of(Op1 op, Keeps keeps) {
    return op.copy(OpLabel.create(keeps, op.getSubOp()));
  }

  private static Op of(Op2 op) {
    return op.copy(OpLabel.create(Keeps.ALL, op.getLeft()), OpLabel.create(Keeps.ALL, op.getRight()));
  }

  @Override
  protected QueryIterator execute(OpLabel label, QueryIterator input) {
    QueryIterator rows = super.execute(label, input);
    return label.getObject() instanceof Keeps keeps ? new Rows(rows, keeps) : rows;
  }

  private final class Rows extends QueryIteratorWrapper {
    private final Keeps keeps;

    Rows(QueryIterator rows, Keeps keeps) {
      super(rows);
      this.keeps = keeps;
    }

    @Override
    protected Binding moveToNextBinding() {
      Binding row = super.moveToNextBinding();
      long[] size = {OVERHEAD};
      row.forEach((name, value) -> size[0] += size(value));
      room.take(size[0], keeps.row(row));
      return row;
    }
  }

  /** Bytes that a value takes in the heap, about. */
  static long size(Node value) {
    if (value.isTripleTerm()) {
      return size(value.getTriple().getSubject()) + size(value.getTriple().getObject()) + OVERHEAD;
    }
    int text = value.isLiteral() ? value.getLiteralLexicalForm().length() : value.isURI() ? value.getURI().length() : 0;
    return OVERHEAD + 2L * text;
  }
}
