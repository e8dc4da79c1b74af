/** The elder-care centre (民政养老): an XML service about the elders, and their devices on an MQTT broker. */
@NullMarked
package cn.yilu.examples.elder;

import org.jspecify.annotations.NullMarked;
