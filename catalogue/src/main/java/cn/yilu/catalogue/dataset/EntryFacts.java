package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.SharedSchema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an entry of one of our own datasets is made from.
 *
 * @param departments department by id; answers for every id a schema names
 * @param feedings the connected sources that feed the dataset
 */
record EntryFacts(SharedSchema schema, Function<String, Department> departments, List<Feeding> feedings) {

  EntryFacts {
    feedings = List.copyOf(feedings);
  }

  /** A source that feeds the dataset: per data item the source's own names of the columns it is made from. */
  record Feeding(SourceFact source, Map<String, List<String>> columns) {}
}
