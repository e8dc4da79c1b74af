/** Our own measurements (指标) for the scraper: of sources, merges and projections, taken when asked for. */
@NullMarked
package cn.yilu.catalogue.meter;

import org.jspecify.annotations.NullMarked;
