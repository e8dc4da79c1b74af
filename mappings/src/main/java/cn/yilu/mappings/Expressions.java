package cn.yilu.mappings;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/**
 * Expressions where a table is not enough: JEXL, cut down to operators, {@code ? :} and the functions of
 * {@link ExpressionFunctions}. There are no loops, no assignments, no methods, no classes and no patterns, so an expression
 * takes as long as it is long.
 */
final class Expressions {
  static final int LONGEST = 1000;
  private static final JexlEngine ENGINE = engine();

  private Expressions() {}

  private static JexlEngine engine() {
    Map<String, Object> functions = new HashMap<>();
    functions.put(null, ExpressionFunctions.class);
    return new JexlBuilder().features(JexlFeatures.createNone()).permissions(new OnlyFunctions()).namespaces(functions)
        .arithmetic(new ExpressionArithmetic()).strict(true).safe(false).silent(false).cache(-1).create();
  }

  /**
   * Compiles an expression over these names.
   *
   * @throws JexlException saying where it is wrong
   */
  static JexlScript compile(String text, List<String> names) {
    return ENGINE.createScript(text, names.toArray(String[]::new));
  }

  /** What the expression needs beside the names it is given. */
  static Set<String> unknown(JexlScript script) {
    return script.getVariables().stream().map(List::getFirst).collect(Collectors.toSet());
  }

  /** Nothing can be reached but the functions. */
  private static final class OnlyFunctions implements JexlPermissions {
    @Override
    public boolean allow(Package pack) {
      return pack.equals(ExpressionFunctions.class.getPackage());
    }

    @Override
    public boolean allow(Class<?> type) {
      return type.equals(ExpressionFunctions.class);
    }

    @Override
    public boolean allow(Constructor<?> constructor) {
      return false;
    }

    @Override
    public boolean allow(Method method) {
      return method.getDeclaringClass().equals(ExpressionFunctions.class);
    }

    @Override
    public boolean allow(Field field) {
      return false;
    }

    @Override
    public JexlPermissions compose(String... source) {
      return this;
    }
  }
}
