package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;

/** A real FHIR server (HAPI) with patients and observations in memory, a token endpoint, and bulk export beside it. */
final class HealthServer implements AutoCloseable {
  private static final FhirContext R4 = FhirContext.forR4();

  private final Server jetty = new Server();
  private final RestfulServer fhir = new RestfulServer(R4);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private final int patients;
  private volatile boolean closed;
  private volatile boolean exportLost;

  HealthServer(int patients) throws Exception {
    this.patients = patients;
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    fhir.registerProviders(new Patients(), new Observations());
    fhir.registerInterceptor(new Doorkeeper());
    forgetPages();
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.addServlet(new ServletHolder(fhir), "/fhir/*");
    ServletHolder bulk = new ServletHolder(new Bulk());
    for (String path : List.of("/fhir/$export", "/bulk/*", "/token")) {
      context.addServlet(bulk, path);
    }
    jetty.setHandler(context);
    jetty.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort() + path;
  }

  /** Can no longer be reached, and knows no page any more when it is back. */
  void goDown() throws Exception {
    ServerConnector door = (ServerConnector) jetty.getConnectors()[0];
    door.setPort(door.getLocalPort());
    door.stop();
    forgetPages();
  }

  void comeBack() throws Exception {
    jetty.getConnectors()[0].start();
  }

  /** Everything asked so far, as path with parameters. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Links to further pages that were given out lead nowhere from now on. */
  void forgetPages() {
    FifoMemoryPagingProvider pages = new FifoMemoryPagingProvider(10);
    pages.setDefaultPageSize(10);
    pages.setMaximumPageSize(10);
    fhir.setPagingProvider(pages);
  }

  /** Links lead to a name of the server that we do not know it by. */
  void misname() {
    fhir.setServerAddressStrategy(new HardcodedServerAddressStrategy("http://fhir.internal/fhir"));
  }

  /** Only who brings the newest token is let in, from now on. */
  void lock() {
    closed = true;
    tokens.incrementAndGet();
  }

  /** The next question about an export is answered that there is none. */
  void loseExport() {
    exportLost = true;
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  final class Patients implements IResourceProvider {
    @Override
    public Class<? extends IBaseResource> getResourceType() {
      return Patient.class;
    }

    @Search
    public IBundleProvider search(@OptionalParam(name = "_lastUpdated") DateRangeParam changed) {
      return new SimpleBundleProvider(IntStream.range(0, changed == null ? patients : 1).mapToObj(n -> {
        Patient patient = new Patient();
        patient.setId("Patient/p" + n);
        patient.getMeta().setLastUpdatedElement(InstantType.withCurrentTime());
        return patient;
      }).toList());
    }
  }

  static final class Observations implements IResourceProvider {
    @Override
    public Class<? extends IBaseResource> getResourceType() {
      return Observation.class;
    }

    @Search
    public List<Observation> search() {
      Observation one = new Observation();
      one.setId("Observation/o0");
      return new ArrayList<>(List.of(one));
    }
  }

  final class Doorkeeper {
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
    public boolean let(HttpServletRequest request, HttpServletResponse response) {
      asked.add(request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));
      return isKnown(request, response);
    }
  }

  private boolean isKnown(HttpServletRequest request, HttpServletResponse response) {
    if (closed && !("Bearer t" + tokens.get()).equals(request.getHeader("Authorization"))) {
      response.setStatus(401);
      return false;
    }
    return true;
  }

  /** Bulk export in the small: the first question about it is too early. */
  private final class Bulk extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
      String path = request.getRequestURI();
      asked.add(request.getMethod() + " " + path
          + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));
      if (path.equals("/token")) {
        json(response, "{\"access_token\":\"t" + tokens.get() + "\",\"expires_in\":3600}");
      } else if (isKnown(request, response)) {
        export(path, request, response);
      }
    }

    private void export(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
      if (path.equals("/fhir/$export")) {
        polls.set(0);
        response.setHeader("Content-Location", url("/bulk/1"));
        response.setStatus("respond-async".equals(request.getHeader("Prefer")) ? 202 : 400);
      } else if (path.equals("/bulk/1")) {
        status(request, response);
      } else {
        response.setContentType("application/fhir+ndjson");
        response.getOutputStream()
            .write("{\"resourceType\":\"%s\",\"id\":\"1\"}\n".formatted(path.replace("/bulk/1/", "")).getBytes(UTF_8));
      }
    }

    private void status(HttpServletRequest request, HttpServletResponse response) throws IOException {
      if (request.getMethod().equals("DELETE")) {
        response.setStatus(202);
      } else if (exportLost) {
        exportLost = false;
        response.setStatus(404);
      } else if (polls.getAndIncrement() == 0) {
        response.setHeader("X-Progress", "half");
        response.setHeader("Retry-After", "1");
        response.setStatus(202);
      } else {
        json(response, """
                       {"transactionTime":"2026-01-02T03:04:05+08:00","request":"x","requiresAccessToken":true,
                        "output":[{"type":"Patient","url":"%s"},{"type":"Observation","url":"%s"}],"error":[]}
                       """.formatted(url("/bulk/1/Patient"), url("/bulk/1/Observation")));
      }
    }

    private void json(HttpServletResponse response, String json) throws IOException {
      response.setContentType("application/json");
      response.getOutputStream().write(json.getBytes(UTF_8));
    }
  }
}
