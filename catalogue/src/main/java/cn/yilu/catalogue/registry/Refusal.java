package cn.yilu.catalogue.registry;

/** A request the registry refuses, with the code that clients of such registries know. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  static final int NO_SUBJECT = 40401;
  static final int NO_VERSION = 40402;
  static final int NO_SCHEMA = 40403;
  static final int SUBJECT_DELETED = 40404;
  static final int SUBJECT_NOT_DELETED = 40405;
  static final int VERSION_DELETED = 40406;
  static final int VERSION_NOT_DELETED = 40407;
  static final int NO_LEVEL = 40408;
  static final int NO_MODE = 40409;
  static final int INCOMPATIBLE = 409;
  static final int BAD_REQUEST = 400;
  static final int BAD_SCHEMA = 42201;
  static final int BAD_VERSION = 42202;
  static final int BAD_LEVEL = 42203;
  static final int NOT_ALLOWED = 42205;
  static final int REFERRED_TO = 42206;

  private final int code;

  Refusal(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The HTTP status, which the code begins with. */
  int status() {
    return code < 1000 ? code : code / 100;
  }

  static Refusal noSubject(String subject) {
    return new Refusal(NO_SUBJECT, "Subject '" + subject + "' not found.");
  }

  static Refusal noVersion(Object version) {
    return new Refusal(NO_VERSION, "Version " + version + " not found.");
  }

  static Refusal noSchema() {
    return new Refusal(NO_SCHEMA, "Schema not found");
  }
}
