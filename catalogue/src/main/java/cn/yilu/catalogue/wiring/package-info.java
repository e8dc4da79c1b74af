/** Joins the service to the connectors; the only package that knows a concrete protocol. */
@NullMarked
package cn.yilu.catalogue.wiring;

import org.jspecify.annotations.NullMarked;
