package cn.yilu.catalogue.intake;

import cn.yilu.schemas.Text;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A connected system (数据源) as its file in the sources folder describes it.
 *
 * @param id name of the file without its ending, {@code [a-z0-9-]{1,64}}
 * @param department who answers for what it states; decides who is believed
 * @param mapping name of the mapping file
 * @param connection settings of the protocol; secrets still as references
 */
public record Source(String id, Text title, String department, String protocol, String mapping,
    Map<String, String> connection) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");

  public Source {
    if (!SLUG.matcher(id).matches()) {
      throw new IllegalArgumentException("source id '" + id + "' is not [a-z0-9-]{1,64}");
    }
    connection = Map.copyOf(connection);
  }
}
