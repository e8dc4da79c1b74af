package cn.yilu.catalogue.registry;

/**
 * A version whose types another schema uses.
 *
 * @param name full name of the type, as its user writes it
 */
record Reference(String name, String subject, int version) {}
