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
      "(?i)(headers|parameters)\\.([^.]*[-_])?(auth|authorization|cookie|token|secret|sign|signature|session|ticket|api-?key|app-?key|access-?token)");
  /** In PEM, under whatever name. */
  private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY");
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@:]+:[^/@]+@");
  /** Within an address, a JDBC URL, a form, JSON or XML; what the source's own system puts in its place is none. */
  private static final Pattern IN_TEXT = Pattern.compile(
      "(?i)(password|passwd|pwd|secret|access-?key|api[-_]?key|app[-_]?key|access[-_]?token)[\"']?\\s*[=:>]\\s*[\"']?"
          + "[^\\s\"'?:{<]");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}");

  private Credentials() {}

  /** Refuses settings in which a credential stands as it is, by name and without repeating it. */
  static void refuseLiteral(Map<String, String> settings) {
    settings.forEach((name, stated) -> {
      boolean credential = SECRET.matcher(name).matches() || IN_HEADER.matcher(name).matches();
      boolean refers = REFERENCE.matcher(stated).find();
      String value = REFERENCE.matcher(stated).replaceAll("");
      if ((credential && !value.isEmpty() && !refers) || IN_ADDRESS.matcher(value).find()
          || IN_TEXT.matcher(value).find() || PRIVATE_KEY.matcher(value).find()) {
        throw new Complaint(new Text("connection." + name + " 中不得直接写口令，请写成 ${secret:名称}，并将口令另行存入",
            "connection." + name
                + " must not hold a credential itself: write ${secret:name} and keep the credential under that name"));
      }
    });
  }
}
