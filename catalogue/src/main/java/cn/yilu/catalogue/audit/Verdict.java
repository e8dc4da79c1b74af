package cn.yilu.catalogue.audit;

/** Whether the chain holds. */
public sealed interface Verdict {

  /** Every link holds up to and with this sequence number. */
  record Intact(long last) implements Verdict {}

  /** The entry with this sequence number is not what once followed the one before. */
  record Broken(long sequence, String reason) implements Verdict {}
}
