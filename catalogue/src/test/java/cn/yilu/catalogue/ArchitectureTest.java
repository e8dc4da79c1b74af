package cn.yilu.catalogue;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cn.yilu.connectors.SourceRoutes;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design, and what each part must not know. */
@AnalyzeClasses(packages = "cn.yilu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule schemasKnowAvroAndNothingHeavier = noClasses().that().resideInAPackage("cn.yilu.schemas..")
      .should().dependOnClassesThat().resideInAnyPackage("cn.yilu.mappings..", "cn.yilu.connectors..",
          "cn.yilu.catalogue..", "org.springframework..", "org.apache.camel..", "org.yaml..");

  @ArchTest
  static final ArchRule mappingsDoNoInputOutput = noClasses().that().resideInAPackage("cn.yilu.mappings..").should()
      .dependOnClassesThat().resideInAnyPackage("cn.yilu.connectors..", "cn.yilu.catalogue..",
          "org.springframework..", "org.apache.camel..", "java.net..", "java.sql..", "java.nio.channels..");

  @ArchTest
  static final ArchRule connectorsNeitherInterpretNorKnowTheService = noClasses().that()
      .resideInAPackage("cn.yilu.connectors..").should().dependOnClassesThat()
      .resideInAnyPackage("cn.yilu.mappings..", "cn.yilu.catalogue..", "org.springframework..", "org.apache.avro..");

  @ArchTest
  static final ArchRule onlyWiringKnowsAConcreteProtocol = noClasses().that().resideInAPackage("cn.yilu.catalogue..")
      .and().resideOutsideOfPackage("..wiring..").should()
      .dependOnClassesThat(assignableTo(SourceRoutes.class).and(not(equivalentTo(SourceRoutes.class))));

  @ArchTest
  static final ArchRule nothingKnowsThePages = noClasses().that().resideInAPackage("cn.yilu.catalogue..").and()
      .resideOutsideOfPackage("..catalogue.web..")
      .should().dependOnClassesThat().resideInAPackage("cn.yilu.catalogue.web..");

  @ArchTest
  static final ArchRule theLogKnowsNothingAboveIt = noClasses().that().resideInAPackage("cn.yilu.catalogue.log..")
      .should().dependOnClassesThat()
      .resideInAnyPackage("cn.yilu.mappings..", "cn.yilu.connectors..", "..catalogue.intake..",
          "..catalogue.record..", "..catalogue.feed..", "..catalogue.grant..", "..catalogue.dataset..",
          "..catalogue.search..", "..catalogue.graph..", "..catalogue.organisation..", "..catalogue.audit..");

  @ArchTest
  static final ArchRule nothingAboveTheLogKnowsPostgresql = noClasses().that()
      .resideInAnyPackage("..catalogue.intake..", "..catalogue.record..", "..catalogue.feed..",
          "..catalogue.dataset..", "..catalogue.search..", "..catalogue.graph..")
      .should().dependOnClassesThat()
      .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "..catalogue.postgres..");

  @ArchTest
  static final ArchRule controllersArePackagePrivate = classes().that()
      .areAnnotatedWith(org.springframework.web.bind.annotation.RestController.class).or()
      .areAnnotatedWith(org.springframework.stereotype.Controller.class).should().bePackagePrivate();
}
