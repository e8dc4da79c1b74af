/** A housekeeping vendor (家政): its platform pushes the orders it takes, step by step. */
@NullMarked
package cn.yilu.examples.housekeeping;

import org.jspecify.annotations.NullMarked;
