package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A line of NDJSON is one whole object. */
public final class JsonBroken extends Rule {
  public static final JsonBroken RULE = new JsonBroken();

  private JsonBroken() {
    super(Effect.REFUSED,
        new Text("JSON行不完整", "Line that is no JSON object"),
        new Text("该行不是一个完整的JSON对象,其余各行照常处理。", "The line is not one whole JSON object; the other lines go through."),
        new Text("本行不是完整的JSON对象,请检查引号、括号和换行",
            "this line is not a whole JSON object; check quotes, brackets and line ends"));
  }
}
