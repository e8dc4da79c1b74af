/** Full-text search over the catalogue: a Lucene index that follows the entries, with words cut by us before indexing. */
@NullMarked
package cn.yilu.catalogue.search;

import org.jspecify.annotations.NullMarked;
