package cn.yilu.mappings;

/** An identifier as a source stated it, after normalisation: kind such as {@code residentId}, and its value. */
public record Identifier(String kind, String value) {}
