package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Messages that went through XML carelessly. */
public final class EntityEncoded extends Rule {
  public static final EntityEncoded RULE = new EntityEncoded();

  private EntityEncoded() {
    super(Effect.NOTED,
        new Text("消息被按XML转义", "Message encoded as XML text"),
        new Text("消息中的&等符号被写成&amp;等,已还原。",
            "The message's characters were written as &amp; and the like, and have been restored."),
        new Text("消息被按XML转义,已还原;请来源系统去掉转义", "the message was encoded as XML text and restored; send it as it is"));
  }
}
