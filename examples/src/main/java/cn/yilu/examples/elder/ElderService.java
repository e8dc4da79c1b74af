package cn.yilu.examples.elder;

import cn.yilu.examples.town.Flaw;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers {@code POST /services/elders} as many such systems do: a SOAP envelope whose result is a whole XML document
 * written as a string. {@code <since>yyyy-MM-dd HH:mm:ss</since>} in the question leaves out who did not change.
 */
public final class ElderService implements AutoCloseable {
  private static final Pattern SINCE = Pattern.compile("<since>\\s*([^<]*?)\\s*</since>");
  private static final int LONGEST_QUESTION = 1 << 16;
  private final HttpServer server;
  private final ElderList elders;

  ElderService(int port, ElderList elders) throws IOException {
    this.elders = elders;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/services/elders", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/elders";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      String question = new String(exchange.getRequestBody().readNBytes(LONGEST_QUESTION), StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      try (
          Writer out = new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8))) {
        write(out, since(question));
      }
    }
  }

  private static LocalDateTime since(String question) {
    Matcher matcher = SINCE.matcher(question);
    if (!matcher.find() || matcher.group(1).isEmpty()) {
      return LocalDateTime.MIN;
    }
    try {
      return LocalDateTime.parse(matcher.group(1), Elder.TIME);
    } catch (DateTimeException e) {
      return LocalDateTime.MIN;
    }
  }

  private void write(Writer out, LocalDateTime since) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/"
        + "envelope/\"><soap:Body><GetEldersResponse xmlns=\"urn:elder-care\"><GetEldersResult>");
    out.write(escape("<?xml version=\"1.0\" encoding=\"utf-8\"?><老人列表>"));
    for (Elder elder : elders.since(since)) {
      Map<String, String> elements = elder.elements();
      out.write(escape(entry(elements)));
      if (elder.flaws().contains(Flaw.TWICE)) {
        elements.put("编号", elements.get("编号") + "-2");
        out.write(escape(entry(elements)));
      }
    }
    out.write(escape("</老人列表>"));
    out.write("</GetEldersResult></GetEldersResponse></soap:Body></soap:Envelope>");
  }

  private static String entry(Map<String, String> elements) {
    StringBuilder entry = new StringBuilder("<老人>");
    elements.forEach((name, value) -> entry.append('<').append(name).append('>').append(escape(value)).append("</")
        .append(name).append('>'));
    return entry.append("</老人>").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public void close() {
    server.stop(1);
  }
}
