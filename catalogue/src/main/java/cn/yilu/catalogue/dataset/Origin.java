package cn.yilu.catalogue.dataset;

/** Where a data item comes from: a source and the source's own name of the column. */
public record Origin(String source, String column) {}
