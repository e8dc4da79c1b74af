package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A line of NDJSON, and each element of an array of records, is one whole object. */
public final class JsonBroken extends Rule {
  public static final JsonBroken RULE = new JsonBroken();

  private JsonBroken() {
    super(Effect.REFUSED,
        new Text("不是完整的JSON对象", "Row that is no JSON object"),
        new Text("该行或该数组元素不是一个完整的JSON对象,其余各行照常处理。",
            "The line, or the element among the records, is not one whole JSON object; the other rows go through."),
        new Text("本行不是完整的JSON对象,请检查引号、括号和换行;若为数组元素,每个元素都应是对象",
            "this row is not a whole JSON object; check quotes, brackets and line ends; in an array each element must be an object"));
  }
}
