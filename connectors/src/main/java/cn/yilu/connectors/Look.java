package cn.yilu.connectors;

import java.time.Instant;

/** What tells from outside that a file is being written, or has become another: its size and the time of its change. */
record Look(long size, Instant time) {}
