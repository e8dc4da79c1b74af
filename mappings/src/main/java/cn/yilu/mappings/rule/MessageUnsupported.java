package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A message of a type the mapping does not take. */
public final class MessageUnsupported extends Rule {
  public static final MessageUnsupported RULE = new MessageUnsupported();

  private MessageUnsupported() {
    super(Effect.REFUSED,
        new Text("不支持的消息类型", "Unsupported message"),
        new Text("成批消息中有映射文件不处理的类型,原样保留。", "A message of a batch is of a type that the mapping does not take."),
        new Text("不支持此类HL7消息;如需要请在映射文件中补充",
            "this type of HL7 message is not supported; add it to the mapping if it is wanted"));
  }
}
