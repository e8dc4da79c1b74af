package cn.yilu.mappings;

import cn.yilu.schemas.Text;

/**
 * A flaw in what was delivered (问题数据): a value that is counted, kept and routed to a person.
 *
 * @param row row or message number within the delivery, from 1; 0 when the delivery as a whole is concerned
 * @param column the source's own name of the column, empty when none
 * @param rule name of the rule, such as {@code resident-id-checksum}
 * @param raw the value as delivered; personal, so it is only kept encrypted
 * @param mend what is wrong and how to mend it
 */
public record Finding(long row, String column, String rule, String raw, Text mend) {}
