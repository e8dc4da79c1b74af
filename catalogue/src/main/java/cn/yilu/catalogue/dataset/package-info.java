/** Catalogue entries (目录条目): made as DCAT graphs, appended to the log, read back as views for pages and programs. */
@NullMarked
package cn.yilu.catalogue.dataset;

import org.jspecify.annotations.NullMarked;
