package cn.yilu.connectors;

import java.util.Map;
import org.apache.camel.CamelContext;

/** One protocol: adds and removes the Camel routes of a source from its configuration alone. */
public interface SourceRoutes {

  /** The word for the protocol in a source's file: {@code jdbc, files, sftp, http, soap, fhir …}. */
  String protocol();

  /** Names in {@code connection} this protocol understands, with what they mean; anything else is refused. */
  Map<String, String> settings();

  /**
   * Starts the routes of a source. Settings are already free of references: secrets stand in place.
   *
   * @throws IllegalArgumentException naming the setting that is missing or wrong
   */
  void start(CamelContext camel, String source, Map<String, String> connection, Inbox inbox) throws Exception;

  /** Stops and removes the routes of a source; what was taken but not committed is taken again after a start. */
  void stop(CamelContext camel, String source) throws Exception;
}
