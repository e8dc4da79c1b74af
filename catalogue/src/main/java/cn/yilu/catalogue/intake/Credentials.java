package cn.yilu.catalogue.intake;

import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.util.Map;
import java.util.regex.Pattern;

/** Keeps credentials out of files and pages: a setting that is one must be a reference to the secrets folder. */
final class Credentials {
  private static final Pattern SECRET = Pattern.compile(
      "(?i)(.*[._-])?(password|passwd|pwd|passphrase|secret|client-?secret|app-?secret|access-?key|api-?key|credentials?)");
  private static final Pattern IN_HEADER = Pattern.compile(
      "(?i)(headers|parameters)\\.([^.]*[-_])?(authorization|cookie|token|secret|api-?key|app-?key|access-?token)");
  private static final Pattern IN_ADDRESS = Pattern
      .compile("(?i)://[^/@:]+:[^/@]*[^/@}]@|[?&;](password|pwd)=(?!\\$\\{secret:)");
  private static final Pattern REFERS = Pattern.compile(".*\\$\\{[^}]+}.*", Pattern.DOTALL);

  private Credentials() {}

  /** Refuses settings in which a credential stands as it is, by name and without repeating it. */
  static void refuseLiteral(Map<String, String> settings) {
    settings.forEach((name, value) -> {
      boolean credential = SECRET.matcher(name).matches() || IN_HEADER.matcher(name).matches();
      if ((credential && !value.isEmpty() && !REFERS.matcher(value).matches()) || IN_ADDRESS.matcher(value).find()) {
        throw new Complaint(new Text("connection." + name + " 中不得直接写口令，请写成 ${secret:名称}，并将口令另行存入",
            "connection." + name
                + " must not hold a credential itself: write ${secret:name} and keep the credential under that name"));
      }
    });
  }
}
