/** The demo town's people and places as they are in truth, and the flaws with which its systems write them down. */
@NullMarked
package cn.yilu.examples.town;

import org.jspecify.annotations.NullMarked;
