/** The town's MQTT broker as a program of its own. */
@NullMarked
package cn.yilu.examples.broker;

import org.jspecify.annotations.NullMarked;
