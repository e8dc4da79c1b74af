/** The one durable ordered log; everything else is a projection of it. */
@NullMarked
package cn.yilu.catalogue.log;

import org.jspecify.annotations.NullMarked;
