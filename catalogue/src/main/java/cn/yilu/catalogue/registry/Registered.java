package cn.yilu.catalogue.registry;

/** One version of a subject. */
record Registered(String subject, int version, int id, String text, boolean deleted) {}
