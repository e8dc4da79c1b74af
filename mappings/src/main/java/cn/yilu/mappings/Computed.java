package cn.yilu.mappings;

import cn.yilu.mappings.rule.ExpressionFailed;
import java.util.Arrays;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.MapContext;

/**
 * What an expression says of other values converts to. It is not asked when none of them is stated; one that is not stated is
 * an empty text.
 *
 * @param inputs places of the values in the order of the expression's names
 * @param column that findings are about
 */
record Computed(JexlScript expression, int[] inputs, int column, Conversion conversion) implements Value {

  @Override
  public boolean write(Reading reading, AvroBytes out) {
    Object[] texts = new Object[inputs.length];
    boolean any = false;
    for (int i = 0; i < inputs.length; i++) {
      boolean stated = reading.states(inputs[i]);
      texts[i] = stated ? reading.text(inputs[i]) : "";
      any |= stated;
    }
    return any && write(texts, reading, out);
  }

  private boolean write(Object[] texts, Reading reading, AvroBytes out) {
    try {
      Object result = expression.execute(new MapContext(), texts);
      String text = result == null ? "" : ExpressionFunctions.shown(result).strip();
      if (text.isEmpty()) {
        return false;
      }
      Cell cell = new Cell();
      cell.begin(text.length());
      cell.append(text);
      cell.column = column;
      return conversion.write(cell, reading, out);
    } catch (JexlException | ArithmeticException e) {
      reading.find(ExpressionFailed.RULE, column, Arrays.toString(texts));
      return false;
    }
  }
}
