package cn.yilu.catalogue.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;

/** Writes an answer in the shape its reader understands. */
final class Answered {

  private Answered() {}

  /** A view for browsers, a problem document for everybody else; both keep the answer's status and headers. */
  static Object to(HttpServletRequest request, HttpServletResponse response, Answer answer) {
    if (isBrowser(request)) {
      answer.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
      ModelAndView page = new ModelAndView("problem", HttpStatusCode.valueOf(answer.status()));
      page.addObject("answer", answer);
      page.addObject("heading", heading(answer.status()));
      return page;
    }
    return ResponseEntity.status(answer.status()).headers(answer.headers())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(answer.document());
  }

  private static String heading(int status) {
    return switch (status) {
      case 401, 403, 404, 429, 503 -> "problem." + status;
      default -> status < 500 ? "problem.400" : "problem.500";
    };
  }

  private static boolean isBrowser(HttpServletRequest request) {
    Object refused = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if ((refused instanceof String address ? address : request.getRequestURI()).startsWith("/api/")) {
      return false;
    }
    try {
      List<MediaType> accepted = MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT));
      return accepted.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
