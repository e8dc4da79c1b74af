package cn.yilu.schemas;

/** What is wrong in something a person wrote, such as a file or a setting, said so that this person can mend it. */
public class Complaint extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final transient Text text;

  public Complaint(Text text) {
    super(text.zh() + " / " + text.en());
    this.text = text;
  }

  public Complaint(Text text, Throwable cause) {
    this(text);
    initCause(cause);
  }

  /** What is wrong, in both languages. */
  public Text text() {
    return text;
  }

  /** What an exception tells people: a complaint's own words, of others the message as it is. */
  public static Text of(Throwable exception) {
    if (exception instanceof Complaint complaint) {
      return complaint.text();
    }
    String message = String.valueOf(exception.getMessage());
    return new Text("系统报告:" + message, message.isBlank() ? "no reason is known" : message);
  }
}
