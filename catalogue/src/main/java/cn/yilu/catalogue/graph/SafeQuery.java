package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.util.regex.Pattern;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.algebra.Algebra;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpGraph;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpService;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.expr.E_Function;
import org.apache.jena.sparql.expr.E_Regex;
import org.apache.jena.sparql.expr.E_Str;
import org.apache.jena.sparql.expr.E_StrConcat;
import org.apache.jena.sparql.expr.E_StrEncodeForURI;
import org.apache.jena.sparql.expr.E_StrReplace;
import org.apache.jena.sparql.expr.Expr;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprVisitorBase;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcat;
import org.apache.jena.sparql.expr.aggregate.AggGroupConcatDistinct;
import org.apache.jena.sparql.expr.aggregate.Aggregator;

/**
 * A SPARQL query that may be run: it reads, asks no other server, brings no data of its own, calls only the standard's
 * functions, and holds no pattern that can keep a matcher busy for ever.
 */
record SafeQuery(Query query) {
  static final int LONGEST = 64 * 1024;
  private static final double MOST_GROWTH = 100;
  private static final int LONGEST_SEPARATOR = 16;
  private static final Pattern STANDARD = Pattern
      .compile("http://www\\.w3\\.org/2001/XMLSchema#.*");
  /** A repeated group that itself repeats or chooses. */
  private static final Pattern ENDLESS = Pattern.compile("\\([^()]*[*+{|][^()]*\\)[*+{]|\\)[*+]?\\)[*+{]");

  /** Reads a query; what is wrong with it is a problem of the caller. */
  static SafeQuery parse(String text) {
    if (text.length() > LONGEST) {
      throw refused("查询太长。", "The query is too long.");
    }
    try {
      Query query = QueryFactory.create(text, Syntax.syntaxSPARQL_11);
      if (query.hasDatasetDescription()) {
        throw refused("不支持 FROM,数据集是固定的。", "FROM is not supported, the dataset is fixed.");
      }
      if (query.isJsonType()) {
        throw refused("不支持 JSON 查询。", "JSON queries are not supported.");
      }
      Functions functions = new Functions();
      Walker.walk(Algebra.compile(query), new Calls(functions), functions);
      return new SafeQuery(query);
    } catch (QueryParseException e) {
      throw refused("查询有误,第 " + e.getLine() + " 行第 " + e.getColumn() + " 列。",
          "The query cannot be read: " + e.getMessage());
    } catch (QueryException | StackOverflowError e) {
      throw refused("查询有误。", "The query cannot be read.");
    }
  }

  private static Problem refused(String zh, String en) {
    return new Problem(400, "bad-request", zh, en);
  }

  private static final class Calls extends OpVisitorBase {
    private final Functions functions;

    Calls(Functions functions) {
      this.functions = functions;
    }

    @Override
    public void visit(OpGroup group) {
      group.getAggregators().forEach(each -> aggregate(each.getAggregator()));
    }

    private void aggregate(Aggregator aggregator) {
      if (aggregator.getExprList() == null) {
        return;
      }
      aggregator.getExprList().forEach(expr -> Walker.walk(expr, functions));
      boolean joins = aggregator instanceof AggGroupConcat || aggregator instanceof AggGroupConcatDistinct;
      if (joins && !(aggregator.getExprList().getList().stream().allMatch(Calls::isShort) && hasShortSeparator(
          aggregator))) {
        throw refused("GROUP_CONCAT 只接受变量或 STR(变量),分隔符最长 16 个字符。",
            "GROUP_CONCAT takes a variable, or STR of one, and a separator of 16 characters at most.");
      }
    }

    private static boolean hasShortSeparator(Aggregator aggregator) {
      String separator = aggregator instanceof AggGroupConcat all
          ? all.getSeparator()
          : ((AggGroupConcatDistinct) aggregator).getSeparator();
      return separator == null || separator.length() <= LONGEST_SEPARATOR;
    }

    /** What is no longer than what its row holds. */
    private static boolean isShort(Expr expr) {
      return expr.isVariable() || (expr instanceof E_Str text && text.getArg().isVariable());
    }

    @Override
    public void visit(OpService service) {
      throw refused("不支持 SERVICE。", "SERVICE is not supported.");
    }

    /** The store's own notes are no part of the catalogue. */
    @Override
    public void visit(OpGraph graph) {
      if (graph.getNode().isURI() && Quad.isDefaultGraph(graph.getNode())) {
        throw refused("没有这个图。", "There is no such graph.");
      }
    }
  }

  private static final class Functions extends ExprVisitorBase {
    private double growth = 1;

    @Override
    public void visit(ExprFunction1 function) {
      if (function instanceof E_StrEncodeForURI) {
        grow(9);
      }
    }

    @Override
    public void visit(ExprFunctionN function) {
      if (function instanceof E_StrConcat) {
        grow(function.numArgs());
      } else if (function instanceof E_StrReplace replace) {
        Expr with = replace.getArg(3);
        if (!with.isConstant()) {
          throw refused("REPLACE 的替换文本须为固定文本。", "REPLACE takes a fixed replacement only.");
        }
        grow(1 + with.getConstant().asUnquotedString().length());
      }
      if (function instanceof E_Regex regex) {
        pattern(regex.getArg(2));
      } else if (function instanceof E_StrReplace replace) {
        pattern(replace.getArg(2));
      }
      if (function instanceof E_Function called && !STANDARD.matcher(called.getFunctionIRI()).matches()) {
        throw refused("不支持函数 " + called.getFunctionIRI() + "。",
            "The function " + called.getFunctionIRI() + " is not supported.");
      }
    }

    /** Texts that are put together again and again double each time; all together they may grow so many times. */
    private void grow(int times) {
      growth *= times;
      if (growth > MOST_GROWTH) {
        throw refused("查询拼接的文本过长。", "The query puts texts together too often.");
      }
    }

    private static void pattern(Expr pattern) {
      if (!pattern.isConstant() || ENDLESS.matcher(pattern.getConstant().asUnquotedString()).find()) {
        throw refused("REGEX 和 REPLACE 只接受简单的固定模式。", "REGEX and REPLACE take simple fixed patterns only.");
      }
    }
  }
}
