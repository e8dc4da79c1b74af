package cn.yilu.connectors;

/**
 * What became of an envelope, counted in rows (or messages).
 *
 * @param readable false when the envelope as a whole was not what its media type promises; it is kept all the same
 */
public record Receipt(boolean readable, long received, long used, long rejected) {}
