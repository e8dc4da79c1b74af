package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;
import cn.yilu.schemas.identifier.ResidentIdFlaw;
import java.util.Locale;

/**
 * A rule (校验规则) that a delivered value can break. A broken rule becomes a finding; only {@link Effect#REFUSED} keeps a row
 * out.
 */
public abstract class Rule {

  /** What becomes of the value. */
  public enum Effect {
    /** It is used and marked. */
    KEPT,
    /** The field stays empty; the raw value is kept in the finding. */
    EMPTIED,
    /** The row is kept as it came and waits for mending. */
    REFUSED,
    /** It concerns the delivery as a whole. */
    NOTED
  }

  private final String word;
  private final Effect effect;
  private final Text title;
  private final Text meaning;
  private final Text mend;

  Rule(Effect effect, Text title, Text meaning, Text mend) {
    this.effect = effect;
    this.title = title;
    this.meaning = meaning;
    this.mend = mend;
    word = getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** The rule that a flawed resident ID number breaks. */
  public static Rule of(ResidentIdFlaw flaw) {
    return switch (flaw) {
      case LENGTH -> ResidentIdLength.RULE;
      case CHARACTER -> ResidentIdCharacter.RULE;
      case DAMAGED -> ResidentIdDamaged.RULE;
      case CHECKSUM -> ResidentIdChecksum.RULE;
      case DATE -> ResidentIdDate.RULE;
      case FUTURE -> ResidentIdFuture.RULE;
    };
  }

  /** The name it has in findings, such as {@code resident-id-checksum}; never changes. */
  public final String word() {
    return word;
  }

  /** What becomes of a value that breaks it. */
  public final Effect effect() {
    return effect;
  }

  /** A few words for a list. */
  public final Text title() {
    return title;
  }

  /** Why this is a flaw and what is done about it. */
  public final Text meaning() {
    return meaning;
  }

  /** What is wrong and how to mend it, as findings say it. */
  public final Text mend() {
    return mend;
  }

  @Override
  public final String toString() {
    return word;
  }
}
