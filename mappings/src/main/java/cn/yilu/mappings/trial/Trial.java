package cn.yilu.mappings.trial;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Finding;
import cn.yilu.mappings.InvalidMapping;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingFault;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a sample under a mapping (试运行). Nothing is kept anywhere. Holds the sample's values, so it is shown to
 * who gave the sample and to nobody else.
 *
 * @param faults what is wrong in the mapping file; when there is anything, nothing was read
 * @param rows at most {@value #MOST_ROWS}, in the order of the sample
 * @param notes findings about the sample as a whole
 * @param untouched names the source has and the mapping neither uses nor lists as ignored
 * @param unreadable why reading ended early; the rows before stand
 * @param cut whether the sample was longer than what is tried
 */
public record Trial(List<MappingFault> faults, List<TriedRow> rows, List<Finding> notes, List<String> untouched,
    Optional<Text> unreadable, boolean cut) {
  /** So many rows of a sample are tried. */
  public static final int MOST_ROWS = 200;
  /** So many bytes of a sample are read. */
  public static final int MOST_BYTES = 2 << 20;

  public Trial {
    faults = List.copyOf(faults);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    untouched = List.copyOf(untouched);
  }

  /**
   * Tries a mapping file with a sample. A faulty mapping or an unreadable sample is an answer, not an exception.
   *
   * @param mapping the text of the mapping file
   * @throws java.io.UncheckedIOException when the sample's own stream fails
   */
  public static Trial of(String mapping, Delivery sample, SharedSchemas schemas) {
    try {
      return new TrialRun(schemas).of(Mapping.compile(mapping, schemas), sample);
    } catch (InvalidMapping e) {
      return new Trial(e.faults(), List.of(), List.of(), List.of(), Optional.empty(), false);
    }
  }
}
