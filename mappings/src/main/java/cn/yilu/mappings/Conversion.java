package cn.yilu.mappings;

/** Turns one delivered value into what a field takes. Immutable; what it needs to remember lives in the reading. */
interface Conversion {

  /**
   * Writes the value of a cell that is not empty. Writes nothing and answers false when it cannot be used; the finding
   * that says why is then made.
   */
  boolean write(Cell cell, Reading reading, AvroBytes out);
}
