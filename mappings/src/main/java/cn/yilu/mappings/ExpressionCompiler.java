package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlScript;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Compiles the expressions of a mapping file; what is wrong in one is a fault where it stands. */
final class ExpressionCompiler {
  private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern CALL = Pattern.compile("([A-Za-z_]\\w*)\\s*\\(");
  private static final Set<String> FUNCTIONS = functions();

  private final Faults faults;

  ExpressionCompiler(Faults faults) {
    this.faults = faults;
  }

  private static Set<String> functions() {
    Set<String> names = new TreeSet<>(Set.of("empty", "size"));
    Arrays.stream(ExpressionFunctions.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers())).map(Method::getName).forEach(names::add);
    return names;
  }

  /** The expression over these names, unless it has a fault. */
  Optional<JexlScript> compile(Node node, Collection<String> names) {
    String text = Section.text(node, faults).orElse("");
    String bare = TEXT.matcher(text)
        .replaceAll(found -> "'" + " ".repeat(Math.max(0, found.group().length() - 2)) + "'");
    if (text.isBlank() || text.length() > Expressions.LONGEST) {
      faults.add(node, new Text("表达式须有 1 至 " + Expressions.LONGEST + " 个字符",
          "an expression has 1 to " + Expressions.LONGEST + " characters"));
    } else if (bare.indexOf('~') >= 0 || bare.indexOf('`') >= 0) {
      faults.add(node, new Text("不允许使用模式匹配和模板", "patterns and templates are not allowed"),
          new Text("可用 starts、ends、has 或 piece", "use starts, ends, has or piece"));
    } else if (knowsFunctions(node, bare)) {
      return parsed(node, text, List.copyOf(names));
    }
    return Optional.empty();
  }

  private boolean knowsFunctions(Node node, String bare) {
    Matcher call = CALL.matcher(bare);
    while (call.find()) {
      if (!FUNCTIONS.contains(call.group(1)) && !call.group(1).equals("if")) {
        faults.unknown(node, new Text("函数", "function"), call.group(1), FUNCTIONS);
        return false;
      }
    }
    return true;
  }

  private Optional<JexlScript> parsed(Node node, String text, List<String> names) {
    try {
      JexlScript script = Expressions.compile(text, names);
      List<String> unknown = new ArrayList<>(Expressions.unknown(script));
      unknown.removeAll(names);
      if (unknown.isEmpty()) {
        return Optional.of(script);
      }
      faults.unknown(node, new Text("名称", "name"), unknown.getFirst(), names);
    } catch (JexlException e) {
      int column = e.getInfo() == null ? 1 : e.getInfo().getColumn();
      faults.add(node, within(node, column), new Text("不是有效的表达式:" + reason(e), "not an expression: " + reason(e)));
    }
    return Optional.empty();
  }

  /** How far behind the node's start the place lies, when the node stands on one line. */
  private static int within(Node node, int column) {
    boolean block = node instanceof ScalarNode scalar && (scalar.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL
        || scalar.getScalarStyle() == DumperOptions.ScalarStyle.FOLDED);
    boolean quoted = node instanceof ScalarNode scalar && scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN;
    return block ? 0 : column - 1 + (quoted ? 1 : 0);
  }

  private static String reason(JexlException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return message.replaceFirst("^\\S*@\\d+:\\d+ ", "");
  }
}
