/** Moves bytes: one Camel route per protocol hands envelopes to the inbox and acknowledges after it answered. */
@NullMarked
package cn.yilu.connectors;

import org.jspecify.annotations.NullMarked;
