package cn.yilu.mappings;

/** A value made of a row, once for all fields that use it. */
interface Value {

  /** Writes union branch and value, or nothing and answers false when the row does not state it. */
  boolean write(Reading reading, AvroBytes out);
}
