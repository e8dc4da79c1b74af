/** The Kafka broker of the demo town, for a process of its own. */
@NullMarked
package cn.yilu.examples.kafka;

import org.jspecify.annotations.NullMarked;
