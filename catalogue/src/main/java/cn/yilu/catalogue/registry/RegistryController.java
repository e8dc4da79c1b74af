package cn.yilu.catalogue.registry;

import cn.yilu.catalogue.http.RegistryApi;
import cn.yilu.catalogue.http.model.RegisteredSchema;
import cn.yilu.catalogue.http.model.SchemaContent;
import cn.yilu.catalogue.http.model.SchemaDraft;
import cn.yilu.catalogue.http.model.SchemaNumber;
import cn.yilu.catalogue.http.model.SubjectVersion;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Whoever has a token reads; programs, officers and operators register; officers and operators take back. */
@RestController
class RegistryController implements RegistryApi, RegistryAnswers {
  private final Subjects subjects;
  private final SchemaRegistry registry;

  RegistryController(Subjects subjects, SchemaRegistry registry) {
    this.subjects = subjects;
    this.registry = registry;
  }

  @Override
  public ResponseEntity<List<String>> listSubjects(String subjectPrefix, Boolean deleted, Boolean deletedOnly) {
    return ResponseEntity.ok(subjects.names(subjectPrefix, !deletedOnly, deleted || deletedOnly));
  }

  @Override
  public ResponseEntity<List<Integer>> listVersions(String subject, Boolean deleted) {
    return ResponseEntity.ok(subjects.versions(subject, deleted).stream().map(Registered::version).toList());
  }

  @Override
  public ResponseEntity<SchemaNumber> registerSchema(String subject, SchemaDraft sent) {
    Caller by = Caller.current().require(Role.PROGRAM, Role.OFFICER, Role.OPERATOR);
    return ResponseEntity.ok(new SchemaNumber(registry.register(subject, RegistryAnswers.draft(sent), by.id())));
  }

  @Override
  public ResponseEntity<RegisteredSchema> findSchema(String subject, SchemaDraft sent, Boolean deleted) {
    subjects.versions(subject, deleted);
    SchemaText schema = subjects.read(RegistryAnswers.draft(sent));
    return ResponseEntity.ok(shown(subjects.find(subject, schema, deleted).orElseThrow(Refusal::noSchema)));
  }

  @Override
  public ResponseEntity<RegisteredSchema> readVersion(String subject, String version, Boolean deleted) {
    return ResponseEntity.ok(shown(subjects.version(subject, version, deleted)));
  }

  @Override
  public ResponseEntity<String> readVersionText(String subject, String version, Boolean deleted) {
    return ResponseEntity.ok(subjects.version(subject, version, deleted).text());
  }

  @Override
  public ResponseEntity<List<Integer>> listReferrers(String subject, String version) {
    return ResponseEntity.ok(subjects.referrers(subject, version));
  }

  @Override
  public ResponseEntity<List<Integer>> deleteSubject(String subject, Boolean permanent) {
    return ResponseEntity.ok(registry.deleteSubject(subject, permanent, remover(permanent).id()));
  }

  @Override
  public ResponseEntity<Integer> deleteVersion(String subject, String version, Boolean permanent) {
    return ResponseEntity.ok(registry.deleteVersion(subject, version, permanent, remover(permanent).id()));
  }

  private static Caller remover(boolean permanent) {
    return permanent ? Caller.current().require(Role.OPERATOR) : Caller.current().require(Role.OFFICER, Role.OPERATOR);
  }

  @Override
  public ResponseEntity<SchemaContent> readSchema(Integer id) {
    return ResponseEntity.ok(new SchemaContent(subjects.text(id))
        .references(RegistryAnswers.shown(subjects.references(id))));
  }

  @Override
  public ResponseEntity<String> readSchemaText(Integer id) {
    return ResponseEntity.ok(subjects.text(id));
  }

  @Override
  public ResponseEntity<List<String>> listSubjectsOf(Integer id, Boolean deleted) {
    return ResponseEntity.ok(subjects.versionsOf(id, deleted).stream().map(Registered::subject).distinct().toList());
  }

  @Override
  public ResponseEntity<List<SubjectVersion>> listVersionsOf(Integer id, Boolean deleted) {
    return ResponseEntity.ok(subjects.versionsOf(id, deleted).stream()
        .map(each -> new SubjectVersion(each.subject(), each.version())).toList());
  }

  @Override
  public ResponseEntity<List<String>> listSchemaTypes() {
    return ResponseEntity.ok(List.of("AVRO"));
  }

  @Override
  public ResponseEntity<List<String>> listContexts() {
    return ResponseEntity.ok(List.of("."));
  }

  private RegisteredSchema shown(Registered version) {
    return new RegisteredSchema(version.subject(), version.id(), version.version(), version.text())
        .references(RegistryAnswers.shown(subjects.references(version.id())));
  }
}
