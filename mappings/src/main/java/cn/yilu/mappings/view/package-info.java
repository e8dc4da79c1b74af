/** The view of a grant over the bytes of shared records: what is not granted is never written, masks are applied last. */
@NullMarked
package cn.yilu.mappings.view;

import org.jspecify.annotations.NullMarked;
