package cn.yilu.mappings;

/** Something that holds for a row or does not. */
interface Condition {
  boolean holds(Reading reading);
}
