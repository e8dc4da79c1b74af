package cn.yilu.catalogue.intake;

import cn.yilu.schemas.Complaint;
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
 * @param snapshot whether each of its deliveries is everything there is
 * @param guard a full delivery that would withdraw more than so many percent waits for a person's yes
 * @param paused whether nothing is taken from it until a person resumes it
 */
public record Source(String id, Text title, String department, String protocol, String mapping,
    Map<String, String> connection, boolean snapshot, int guard, boolean paused) {
  static final int GUARD = 20;
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");

  public Source {
    if (!SLUG.matcher(id).matches()) {
      throw new Complaint(
          new Text("数据源名“" + id + "”不符合 [a-z0-9-]{1,64}", "source id '" + id + "' is not [a-z0-9-]{1,64}"));
    }
    if (guard < 0 || guard > 100) {
      throw new Complaint(new Text("guard 须为 0 至 100 的百分数", "guard must be a percentage from 0 to 100"));
    }
    connection = Map.copyOf(connection);
  }

  /** A source that tells of changes and works. */
  public Source(String id, Text title, String department, String protocol, String mapping,
      Map<String, String> connection) {
    this(id, title, department, protocol, mapping, connection, false, GUARD, false);
  }
}
