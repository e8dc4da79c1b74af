/** Proves that what is derived from the log is what the log says, and mends it when it is not. */
@NullMarked
package cn.yilu.catalogue.reconcile;

import org.jspecify.annotations.NullMarked;
