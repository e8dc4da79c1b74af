/** The running service: packages by feature, joined here. */
@NullMarked
package cn.yilu.catalogue;

import org.jspecify.annotations.NullMarked;
