package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import cn.yilu.schemas.code.CodeLists;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Values that a mapping file states itself, the same for every row. */
final class Constants {
  private final Faults faults;

  Constants(Faults faults) {
    this.faults = faults;
  }

  /** A text. */
  static Value of(String text) {
    AvroBytes bytes = new AvroBytes();
    bytes.text(text.toCharArray(), 0, text.length());
    return new Values.Constant(bytes.written());
  }

  /** What the file says here, as the kind of value that is wanted. */
  Value of(Node node, Wanted wanted) {
    String text = Section.text(node, faults).orElse("");
    AvroBytes bytes = new AvroBytes();
    switch (wanted.kind()) {
      case TEXT -> {
        return of(code(node, text, wanted));
      }
      case BOOLEAN -> bytes.truth(text.equals("true"));
      case DOUBLE -> bytes.decimal(number(node, text));
      case INT, LONG -> bytes.number((long) number(node, text));
      case DATE, TIMESTAMP -> faults.add(node, new Text("日期或时间不能是常量", "a day or time cannot be a constant"));
    }
    return new Values.Constant(bytes.written());
  }

  private String code(Node node, String text, Wanted wanted) {
    if (wanted.codeList().isEmpty()) {
      return text;
    }
    Optional<String> code = CodeLists.of(wanted.codeList().get()).code(text);
    if (code.isEmpty()) {
      faults.add(node, new Text("“" + text + "”不在代码表 " + wanted.codeList().get() + " 内",
          "'" + text + "' is not of code list " + wanted.codeList().get()));
    }
    return code.orElse(text);
  }

  private double number(Node node, String text) {
    double number = Numbers.read(text.toCharArray(), 0, text.length());
    if (Double.isNaN(number)) {
      faults.add(node, new Text("“" + text + "”不是数字", "'" + text + "' is not a number"));
    }
    return number;
  }
}
