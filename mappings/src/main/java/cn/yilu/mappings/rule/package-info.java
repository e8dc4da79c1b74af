/** Rules that delivered values can break, one class each, with what they mean and how to mend it for people. */
@NullMarked
package cn.yilu.mappings.rule;

import org.jspecify.annotations.NullMarked;
