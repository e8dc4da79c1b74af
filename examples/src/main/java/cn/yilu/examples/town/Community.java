package cn.yilu.examples.town;

/** A community (社区) with its 12-digit code; the first nine digits are its town's. */
record Community(String code, String town, String name) {}
