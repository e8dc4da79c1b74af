package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Bytes of no character. */
public final class Undecodable extends Rule {
  public static final Undecodable RULE = new Undecodable();

  private Undecodable() {
    super(Effect.NOTED,
        new Text("有无法解码的字节", "Bytes that do not decode"),
        new Text("有些字节在该编码中不成字符,已用替代符代替。", "Some bytes are no characters in this charset and were replaced."),
        new Text("有无法解码的字节,已用替代符代替", "bytes that do not decode were replaced"));
  }
}
