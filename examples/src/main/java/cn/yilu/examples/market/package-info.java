/** The market regulation bureau (市场监督管理局): its register of legal entities, a database without times of change. */
@NullMarked
package cn.yilu.examples.market;

import org.jspecify.annotations.NullMarked;
