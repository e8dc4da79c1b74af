package cn.yilu.connectors;

/**
 * One page of a web source as it was answered.
 *
 * @param rows how many are on it
 * @param digest of its rows
 * @param gone whether the server no longer knows the link to this page
 */
record Page(Answer answer, JsonReading.Said said, int rows, String digest, boolean gone) {}
