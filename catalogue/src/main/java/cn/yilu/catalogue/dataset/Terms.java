package cn.yilu.catalogue.dataset;

import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;

/** Terms of the entry graphs that the RDF library does not bring: PROV, CSVW and our own. */
final class Terms {
  static final String PROV = "http://www.w3.org/ns/prov#";
  static final String CSVW = "http://www.w3.org/ns/csvw#";
  static final String YILU = "urn:yilu:term:";
  static final String MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";

  /** In DCAT since its version 3, and not yet in the library. */
  static final Property VERSION = property("http://www.w3.org/ns/dcat#", "version");

  static final Resource ENTITY = resource(PROV, "Entity");
  static final Resource ACTIVITY = resource(PROV, "Activity");
  static final Property WAS_GENERATED_BY = property(PROV, "wasGeneratedBy");
  static final Property WAS_DERIVED_FROM = property(PROV, "wasDerivedFrom");
  static final Property WAS_ATTRIBUTED_TO = property(PROV, "wasAttributedTo");
  static final Property USED = property(PROV, "used");

  static final Resource SCHEMA = resource(CSVW, "Schema");
  static final Resource COLUMN_CLASS = resource(CSVW, "Column");
  static final Property TABLE_SCHEMA = property(CSVW, "tableSchema");
  static final Property COLUMN = property(CSVW, "column");
  static final Property NAME = property(CSVW, "name");
  static final Property TITLE = property(CSVW, "title");
  static final Property DATATYPE = property(CSVW, "datatype");

  /** Slug of a dataset, which is also the last part of its address. */
  static final Property SLUG = property(YILU, "slug");
  /** Share type of a dataset or of one item. */
  static final Property SHARE_TYPE = property(YILU, "shareType");
  static final Property OPEN_TYPE = property(YILU, "openType");
  static final Property GRADE = property(YILU, "grade");
  static final Property MASK = property(YILU, "defaultMask");
  static final Property IDENTIFIES = property(YILU, "identifiesPerson");
  static final Property AREA = property(YILU, "placesRecord");
  static final Property REFERENCE = property(YILU, "refersTo");
  static final Property CODE_LIST = property(YILU, "codeList");
  static final Property DEPARTMENTS = property(YILU, "departmentOrder");
  static final Property PROTOCOL = property(YILU, "protocol");
  static final Property MAPPING = property(YILU, "mapping");

  private Terms() {}

  private static Property property(String namespace, String name) {
    return ResourceFactory.createProperty(namespace, name);
  }

  private static Resource resource(String namespace, String name) {
    return ResourceFactory.createResource(namespace + name);
  }
}
