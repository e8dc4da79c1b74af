/** Governed feeds: what a reader's grant shows of the changes of a dataset, page by page, each noted before it leaves. */
@NullMarked
package cn.yilu.catalogue.feed;

import org.jspecify.annotations.NullMarked;
