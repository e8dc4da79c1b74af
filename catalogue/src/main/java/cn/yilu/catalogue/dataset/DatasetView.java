package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One catalogue entry, complete for a page: every code with its label in both languages.
 *
 * @param id slug of the dataset, part of its address
 * @param codes resource codes (信息资源代码), one for each classification path
 * @param themes classification paths; the code is the path, such as {@code topic/community}
 * @param provider who answers for the dataset (提供方)
 * @param departments source departments (数源部门)
 * @param shareType share type (共享类型) of the strictest item
 * @param openType open type (开放类型)
 * @param cycle update cycle (更新周期)
 * @param grade sensitivity 1 to 4 of the most sensitive item
 * @param schema id of the shared schema, 64 hexadecimal digits
 * @param version counts up with every change of the entry, from 1
 * @param issued when the first version was made
 * @param modified when this version was made
 * @param records current records, measured when read; absent when not known
 * @param sources the connected sources that feed it
 */
public record DatasetView(String id, List<String> codes, Text title, Text description, List<Text> keywords,
    List<Coded> themes, Department provider, List<Department> departments, Coded shareType, Coded openType, Coded cycle,
    int grade, String schema, int version, Instant issued, Instant modified, OptionalLong records, List<Item> items,
    List<SourceFact> sources, List<Distribution> distributions) {

  public DatasetView {
    codes = List.copyOf(codes);
    keywords = List.copyOf(keywords);
    themes = List.copyOf(themes);
    departments = List.copyOf(departments);
    items = List.copyOf(items);
    sources = List.copyOf(sources);
    distributions = List.copyOf(distributions);
  }

  /**
   * A way to get the data.
   *
   * @param path below the public base, such as {@code /api/v1/feeds/resident}
   */
  public record Distribution(Text title, String mediaType, String path) {}

  /** The same entry with its count of current records. */
  public DatasetView counting(OptionalLong counted) {
    return new DatasetView(id, codes, title, description, keywords, themes, provider, departments, shareType, openType,
        cycle, grade, schema, version, issued, modified, counted, items, sources, distributions);
  }
}
