package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;

/**
 * What the catalogue says about a connected source.
 *
 * @param id id of the source
 * @param department id of the department that runs it
 * @param protocol such as {@code jdbc}
 * @param mapping name of the mapping that reads it
 */
public record SourceFact(String id, Text title, String department, String protocol, String mapping) {}
