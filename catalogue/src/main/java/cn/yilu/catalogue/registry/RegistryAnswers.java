package cn.yilu.catalogue.registry;

import cn.yilu.catalogue.http.model.RegistryError;
import cn.yilu.catalogue.http.model.SchemaDraft;
import cn.yilu.catalogue.http.model.SchemaReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The shapes that clients of such registries read, refusals among them. */
interface RegistryAnswers {

  @ExceptionHandler(Refusal.class)
  default ResponseEntity<RegistryError> refused(Refusal refusal) {
    return answer(refusal.status(), refusal.code(), String.valueOf(refusal.getMessage()));
  }

  @ExceptionHandler(HttpMessageNotReadableException.class)
  default ResponseEntity<RegistryError> unreadable(HttpMessageNotReadableException unreadable) {
    for (Throwable why = unreadable; why != null; why = why.getCause()) {
      if (why instanceof CountedRequest.TooLong) {
        return answer(413, 413, BodyLimit.TOO_LONG);
      }
    }
    return answer(400, 400, "The body is missing or is not the JSON that is expected");
  }

  @ExceptionHandler(MethodArgumentTypeMismatchException.class)
  default ResponseEntity<RegistryError> mismatch(MethodArgumentTypeMismatchException mismatch) {
    return answer(404, 404, "The value of '" + mismatch.getName() + "' cannot be read");
  }

  private static ResponseEntity<RegistryError> answer(int status, int code, String message) {
    return ResponseEntity.status(status).contentType(MediaType.parseMediaType("application/vnd.schemaregistry.v1+json"))
        .body(new RegistryError(code, message));
  }

  /** What a client sent, refused when it is no Avro schema. */
  static Draft draft(SchemaDraft sent) {
    if (!Objects.requireNonNullElse(sent.getSchemaType(), "AVRO").equals("AVRO")) {
      throw new Refusal(Refusal.BAD_SCHEMA, "Invalid schema type " + sent.getSchemaType() + ", only AVRO is known");
    }
    List<SchemaReference> references = Objects.requireNonNullElse(sent.getReferences(), List.of());
    return new Draft(Objects.requireNonNullElse(sent.getSchema(), ""),
        references.stream().map(RegistryAnswers::reference).toList());
  }

  private static Reference reference(SchemaReference sent) {
    if (sent.getName() == null || sent.getSubject() == null || sent.getVersion() == null) {
      throw new Refusal(Refusal.BAD_SCHEMA, "Invalid schema: a reference needs name, subject and version");
    }
    return new Reference(sent.getName(), sent.getSubject(), sent.getVersion());
  }

  /** References as they are shown; left out when there are none. */
  static @Nullable List<SchemaReference> shown(List<Reference> references) {
    return references.isEmpty()
        ? null
        : references.stream().map(each -> new SchemaReference().name(each.name()).subject(each.subject())
            .version(each.version())).toList();
  }
}
