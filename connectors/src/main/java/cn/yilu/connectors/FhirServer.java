package cn.yilu.connectors;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A FHIR R4 server, asked within a session. What it says is wrong (OperationOutcome) becomes trouble by the codes of the
 * standard alone; its texts may speak of persons.
 *
 * @param base address of the server, without a slash at its end
 */
record FhirServer(URI base, Question question, Links links, Session session, Web web) {
  static final String JSON = "application/fhir+json";

  private static final Set<String> WANTED = Set.of("resourceType", "issue.code");

  /** Nothing that may be secret. */
  @Override
  public String toString() {
    return "FhirServer[" + base.getHost() + "]";
  }

  Answer ask(URI address) throws Trouble, InterruptedException {
    return ask(address, Map.of(), Web.LONGEST);
  }

  /** Asks at an address of this server, with these headers beside our own. */
  Answer ask(URI address, Map<String, String> headers, long longest) throws Trouble, InterruptedException {
    Question asked = with(headers);
    return session.within(token -> web.ask(asked.asked(address, token), longest), answer -> answer.status() == 401);
  }

  /** Takes back what was ordered; whether that works does not matter to us. */
  void delete(URI address) throws Trouble, InterruptedException {
    session.within(token -> web.ask(HttpRequest.newBuilder(question.asked(address, token), (name, value) -> true)
        .DELETE().build()), answer -> answer.status() == 401);
  }

  /** The answer, unless it is an error. */
  Answer checked(Answer answer) throws Trouble {
    if (answer.status() == 200 || answer.status() == 429 || answer.status() == 503) {
      return answer.ok();
    }
    Optional<String> code = code(answer);
    if (code.isEmpty()) {
      return answer.ok();
    }
    throw new Trouble("FHIR 服务器应答 HTTP " + answer.status() + "(" + code.get() + ")",
        "the FHIR server answered HTTP " + answer.status() + " (" + code.get() + ")");
  }

  URI at(String path, Map<String, String> parameters) throws Trouble {
    StringBuilder address = new StringBuilder(base.toString()).append('/').append(path);
    parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&').append(name).append('=')
        .append(Template.Form.URL.written(value)));
    return links.follow(address.toString());
  }

  private Question with(Map<String, String> headers) {
    Map<String, Template> all = new LinkedHashMap<>(question.headers());
    headers.forEach((name, value) -> all.put(name, new Template(value, Template.Form.PLAIN)));
    return new Question(question.url(), question.parameters(), all, Optional.empty(), question.timeout());
  }

  private static Optional<String> code(Answer answer) {
    try {
      JsonReading.Said said = JsonReading.of(answer, Optional.empty(), WANTED);
      return said.first("resourceType").filter("OperationOutcome"::equals).flatMap(outcome -> said.first("issue.code"))
          .filter(code -> code.matches("[a-z-]{1,32}"));
    } catch (Trouble notJson) {
      return Optional.empty();
    }
  }
}
