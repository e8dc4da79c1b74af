package cn.yilu.catalogue.registry;

import cn.yilu.schemas.SchemaId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema that was read.
 *
 * @param text what is kept and handed out: Avro's own writing, or as it was sent when it uses types of others
 */
record SchemaText(Schema schema, String text, List<Reference> references) {
  private static final int LONGEST = 256 * 1024;

  SchemaText {
    references = List.copyOf(references);
  }

  /**
   * Reads a draft.
   *
   * @param known texts of the types it uses, each after those it uses itself
   */
  static SchemaText read(Draft draft, List<String> known) {
    if (draft.text().isBlank()) {
      throw new Refusal(Refusal.BAD_SCHEMA, "Empty schema");
    }
    if (draft.text().length() > LONGEST) {
      throw new Refusal(Refusal.BAD_SCHEMA, "Invalid schema: longer than " + LONGEST + " characters");
    }
    try {
      Schema.Parser parser = new Schema.Parser();
      known.forEach(parser::parse);
      Schema schema = parser.parse(draft.text());
      String text = schema.toString();
      return new SchemaText(schema, known.isEmpty() ? text : draft.text(), draft.references());
    } catch (RuntimeException e) {
      // Avro's parser meets wrong input with exceptions of many kinds, null pointers among them.
      throw new Refusal(Refusal.BAD_SCHEMA, "Invalid schema: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new Refusal(Refusal.BAD_SCHEMA, "Invalid schema: nested too deeply");
    }
  }

  /** What makes it the same schema as another: its full JSON with keys sorted, governance included, and its references. */
  byte[] digest() {
    StringBuilder identity = new StringBuilder(SchemaId.of(text).hex());
    references.forEach(each -> identity.append('\n').append(each.name()).append('\t').append(each.subject())
        .append('\t').append(each.version()));
    try {
      return MessageDigest.getInstance("SHA-256").digest(identity.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
