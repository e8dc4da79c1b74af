@NullMarked
package cn.yilu.examples.town;

import org.jspecify.annotations.NullMarked;
