/** The four departments' systems and the MQTT broker, running in one process of their own. */
@NullMarked
package cn.yilu.examples.systems;

import org.jspecify.annotations.NullMarked;
