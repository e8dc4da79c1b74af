package cn.yilu.catalogue.feed;

import java.time.Duration;

/**
 * What a reader asks.
 *
 * @param cursor where to go on; empty from the beginning
 * @param limit at most so many lines
 * @param patience how long to wait for something new
 */
record Question(String reader, String dataset, String cursor, int limit, Duration patience, Format format) {}
