package cn.yilu.mappings;

import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlOperator;

/** Texts are put together by a plus, never added as numbers; patterns, which could take for ever, are not matched. */
final class ExpressionArithmetic extends JexlArithmetic {

  ExpressionArithmetic() {
    super(true);
  }

  @Override
  public Object add(Object left, Object right) {
    return left instanceof CharSequence || right instanceof CharSequence
        ? ExpressionFunctions.bounded(ExpressionFunctions.shown(left) + ExpressionFunctions.shown(right))
        : super.add(left, right);
  }

  @Override
  public Boolean contains(Object container, Object value) {
    throw new ArithmeticException(JexlOperator.CONTAINS.getOperatorSymbol() + " is not allowed");
  }
}
