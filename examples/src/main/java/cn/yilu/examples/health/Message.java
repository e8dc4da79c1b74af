package cn.yilu.examples.health;

/** An HL7 v2 message as bytes, with the control id by which it is acknowledged. */
record Message(String controlId, byte[] bytes) {}
