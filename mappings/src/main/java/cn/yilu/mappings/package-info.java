/** Changes meaning, purely: mapping files turn what a source delivers into claims and findings. */
@NullMarked
package cn.yilu.mappings;

import org.jspecify.annotations.NullMarked;
