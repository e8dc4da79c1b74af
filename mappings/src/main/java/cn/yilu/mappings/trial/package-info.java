/** Trying a mapping with a sample, without a running service: what an integrator does before anything is deployed. */
@NullMarked
package cn.yilu.mappings.trial;

import org.jspecify.annotations.NullMarked;
