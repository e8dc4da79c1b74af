/** The database: a PostgreSQL process of our own in the data directory by default, any other 15 or newer by setting. */
@NullMarked
package cn.yilu.catalogue.postgres;

import org.jspecify.annotations.NullMarked;
