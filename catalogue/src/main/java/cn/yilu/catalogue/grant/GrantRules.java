package cn.yilu.catalogue.grant;

import cn.yilu.catalogue.Problem;
import cn.yilu.mappings.view.View;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.Mask;
import cn.yilu.schemas.ShareType;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.time.temporal.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a grant must be before it is given. Says everything that is wrong at once, so that nobody mends it in turns. */
@Component
final class GrantRules {
  private static final int MOST_YEARS = 5;
  private final SharedSchemas schemas;

  /** Nothing, a division, a town, a community or a grid: any other length would cover what lies side by side by chance. */
  private static final Pattern AREA = Pattern.compile("([0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15})?");
  private static final ValueRange TERMS = ValueRange.of(1900, 9999);

  GrantRules(SharedSchemas schemas) {
    this.schemas = schemas;
  }

  /** Refuses with a 400 that lists every flaw. */
  void check(Grant grant) {
    List<Text> flaws = new ArrayList<>();
    schemas.of(grant.dataset()).filter(schema -> schema.kind() != DatasetKind.LINK).ifPresentOrElse(
        schema -> fields(schema, grant.fields(), flaws),
        () -> flaws.add(new Text("dataset：没有可授权的数据集“" + grant.dataset() + "”",
            "dataset: there is no dataset '" + grant.dataset() + "' that can be granted")));
    term(grant, flaws);
    stated("purpose", grant.purpose(), flaws);
    stated("legalBasis", grant.legalBasis(), flaws);
    if (!AREA.matcher(grant.area()).matches()) {
      flaws.add(new Text("area：须为 6、9、12 位区划代码或 15 位网格代码",
          "area: must be a division code of 6, 9 or 12 digits or a grid code of 15"));
    }
    if (!flaws.isEmpty()) {
      throw new Problem(400, "bad-request", flaws.stream().map(Text::zh).collect(Collectors.joining("；")) + "。",
          flaws.stream().map(Text::en).collect(Collectors.joining("; ")) + ".");
    }
  }

  private static void fields(SharedSchema schema, Map<String, String> fields, List<Text> flaws) {
    if (fields.keySet().stream().noneMatch(name -> schema.field(name).isPresent())) {
      flaws.add(new Text("fields：至少写明一个数据项", "fields: name at least one field"));
    }
    new TreeMap<>(fields).forEach((name, word) -> {
      String where = "fields." + name;
      if (!Grant.isWord(word)) {
        flaws.add(new Text(where + "：脱敏方式须为 " + Grant.words() + " 之一",
            where + ": the mask must be one of " + Grant.words()));
      } else if (name.equals(View.KEY)) {
        key(where, word, flaws);
      } else {
        schema.field(name).ifPresentOrElse(field -> field(where, field, word, flaws),
            () -> flaws.add(new Text(where + "：数据集没有这一项", where + ": the dataset has no such field")));
      }
    });
  }

  private static void key(String where, String word, List<Text> flaws) {
    if (!word.equals(Grant.DEFAULT) && !word.equals(Mask.NONE.word()) && !word.equals(Mask.HASH.word())) {
      flaws.add(new Text(where + "：主键只能为 default、none 或 hash", where + ": a key is default, none or hash"));
    }
  }

  private static void field(String where, SharedField field, String word, List<Text> flaws) {
    if (field.shareType() == ShareType.WITHHELD) {
      flaws.add(new Text(where + "：不予共享，不能授权", where + ": is withheld and cannot be granted"));
    } else if (!word.equals(Grant.DEFAULT) && !View.fits(field, Mask.of(word))) {
      flaws.add(new Text(where + "：脱敏方式 " + word + " 不适用于此项", where + ": the mask " + word + " does not fit"));
    }
  }

  private static void term(Grant grant, List<Text> flaws) {
    if (!TERMS.isValidValue(grant.from().getYear()) || !TERMS.isValidValue(grant.until().getYear())) {
      flaws.add(new Text("from、until：年份须在 1900 至 9999 之间", "from, until: the year must lie between 1900 and 9999"));
    } else if (grant.from().isAfter(grant.until())) {
      flaws.add(new Text("until：不得早于 from", "until: must not be before from"));
    } else if (grant.until().isAfter(grant.from().plusYears(MOST_YEARS))) {
      flaws.add(new Text("until：授权最长五年", "until: a grant runs for five years at most"));
    }
  }

  private static void stated(String name, String text, List<Text> flaws) {
    if (text.isBlank()) {
      flaws.add(new Text(name + "：不得为空", name + ": must not be blank"));
    }
  }
}
