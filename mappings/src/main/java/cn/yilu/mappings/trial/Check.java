package cn.yilu.mappings.trial;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.InvalidMapping;
import cn.yilu.mappings.Lineage;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingFault;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command {@code check <mapping.yaml> [<sample>]}: names every fault of a mapping file with line and column as
 * compilers do, and shows what a sample becomes, one JSON object a line. {@code check datasets}, {@code fields}, {@code codes}
 * and {@code rules} tell what a mapping can aim at.
 */
public final class Check {
  /** The mapping is good; so is the sample, if there is one. */
  public static final int GOOD = 0;
  /** The mapping has faults, or the sample cannot be read. */
  public static final int BAD = 1;
  /** The command was not understood, or a file is not there. */
  public static final int MISUSED = 2;

  private static final Pattern SOURCE_FILE = Pattern.compile("(?m)^(protocol|connection):");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final PrintStream out;
  private final Clock clock;
  private final SharedSchemas schemas = SharedSchemas.released();

  Check(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Runs the command and answers its exit status; the words after {@code check} are given. */
  public static int run(List<String> words) {
    return new Check(new PrintStream(System.out, true, StandardCharsets.UTF_8), Clock.systemUTC()).check(words);
  }

  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  int check(List<String> words) {
    if (words.isEmpty() || words.size() > 2) {
      out.println("""
                  usage: check <mapping.yaml> [<sample file>]
                         check datasets | fields <dataset> | codes [<list>] | rules""");
      return MISUSED;
    }
    if (new Reference(schemas, out).answer(words)) {
      return GOOD;
    }
    try {
      String mapping = Files.readString(Path.of(words.getFirst()));
      if (!compiles(words.getFirst(), mapping)) {
        return BAD;
      }
      return words.size() == 1 ? GOOD : sample(mapping, Path.of(words.get(1)));
    } catch (CharacterCodingException e) {
      out.println(words.getFirst() + ": the file is not UTF-8; save it as UTF-8");
      out.println(words.getFirst() + ": 文件不是UTF-8编码,请另存为UTF-8");
      return BAD;
    } catch (IOException | UncheckedIOException e) {
      out.println("cannot be read: " + e.getMessage());
      return MISUSED;
    }
  }

  private boolean compiles(String name, String text) {
    try {
      Mapping.compile(text, schemas).targets().forEach(this::tell);
      return true;
    } catch (InvalidMapping e) {
      e.faults().forEach(fault -> tell(name, fault));
      if (SOURCE_FILE.matcher(text).find()) {
        out.println("这是数据源文件(说明如何取数);check 检查的是它所指的映射文件。数据源文件放入 sources/ 时检查,结果见 GET /api/v1/sources");
        out.println(
            "this is a source file, which says how a system is reached; check takes the mapping file that it names."
                + " A source file is checked when it is put into sources/ (GET /api/v1/sources says what is wrong)");
      }
      return false;
    }
  }

  /** The place as compilers write it, then both languages, a line each. */
  private void tell(String name, MappingFault fault) {
    String place = name + ":" + fault.line() + ":" + fault.column() + ": ";
    out.println(place + fault.message().en() + fault.suggestion().map(more -> " (" + more.en() + ")").orElse(""));
    out.println(place + fault.message().zh() + fault.suggestion().map(more -> "(" + more.zh() + ")").orElse(""));
  }

  private void tell(Lineage lineage) {
    List<String> empty = schemas.get(lineage.dataset()).fields().stream().map(SharedField::name)
        .filter(field -> !lineage.columns().containsKey(field)).toList();
    out.println(lineage.dataset() + ": " + lineage.columns().size() + " fields"
        + (empty.isEmpty() ? "" : "; not stated: " + String.join(", ", empty)));
  }

  private int sample(String mapping, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Trial trial = Trial.of(mapping, new Delivery(String.valueOf(file.getFileName()), new Delivery.Stream(in),
          Optional.empty(), clock.instant(), ZONE), schemas);
      TrialLines.write(trial, out);
      return trial.unreadable().isPresent() ? BAD : GOOD;
    }
  }
}
