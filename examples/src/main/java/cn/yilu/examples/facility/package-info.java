/** The platform on which lifts, gates and other public facilities (公共设施) of the estates report how they are. */
@NullMarked
package cn.yilu.examples.facility;

import org.jspecify.annotations.NullMarked;
