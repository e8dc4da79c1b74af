/** Starts the service and the town's systems, introduces them to each other over the HTTP API, and keeps them running. */
@NullMarked
package cn.yilu.examples.demo;

import org.jspecify.annotations.NullMarked;
