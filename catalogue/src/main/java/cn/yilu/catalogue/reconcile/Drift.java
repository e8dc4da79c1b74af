package cn.yilu.catalogue.reconcile;

/** How many of the things checked in one part of a projection differ from the log, and how many of those were mended. */
public record Drift(String part, long checked, long drift, long repaired) {}
