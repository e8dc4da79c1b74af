/** The health centre (卫健): sends HL7 v2 messages over MLLP and waits for each acknowledgement. */
@NullMarked
package cn.yilu.examples.health;

import org.jspecify.annotations.NullMarked;
