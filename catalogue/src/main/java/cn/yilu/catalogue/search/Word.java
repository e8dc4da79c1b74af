package cn.yilu.catalogue.search;

/**
 * A word of a text, normalised, with its place there.
 *
 * @param start of its first character
 * @param end after its last character
 * @param part whether it lies within a longer word that stands before it
 */
record Word(String term, int start, int end, boolean part) {}
