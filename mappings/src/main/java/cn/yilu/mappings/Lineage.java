package cn.yilu.mappings;

import java.util.List;
import java.util.Map;

/**
 * Where the fields of a dataset come from in one source.
 *
 * @param columns by target field, the source's own columns it is made of; a constant has none
 */
public record Lineage(String dataset, Map<String, List<String>> columns) {
  public Lineage {
    columns = Map.copyOf(columns);
  }
}
