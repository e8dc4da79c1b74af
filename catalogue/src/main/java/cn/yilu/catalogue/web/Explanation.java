package cn.yilu.catalogue.web;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.log.LogUnavailable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Says what an exception means to the caller. What we cannot name is a fault of ours and tells nothing of our inside. */
final class Explanation {

  private Explanation() {}

  static Answer of(Exception exception) {
    return switch (exception) {
      case Problem problem -> new Answer(problem.status(), problem.type(), problem.text(), headers(problem));
      case ConstraintViolationException broken -> violations(broken);
      case MethodArgumentNotValidException broken -> violations(broken);
      case MissingServletRequestParameterException missing -> missing(missing.getParameterName());
      case MissingRequestValueException missing -> Answer.of(400);
      case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case InvalidMediaTypeException accept -> Answer.of(406);
      case ErrorResponse known -> Answer.of(known.getStatusCode().value()).with(known.getHeaders());
      case MultipartException parts -> Answer.of(400);
      case RequestRejectedException refused -> Answer.of(400);
      case LogUnavailable away -> later();
      case TransactionException away -> later();
      case DataAccessException failed -> stored(failed);
      default -> Answer.of(500);
    };
  }

  private static Answer later() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, "5");
    return Answer.of(503).with(headers);
  }

  /** A value that the database cannot hold, such as the character 0, is the caller's; a database that is away is nobody's. */
  private static Answer stored(DataAccessException failed) {
    String state = failed.getRootCause() instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    if (state.startsWith("22")) {
      return Answer.of(400, "bad-request", "有一个值含有无法保存的字符或超出范围。",
          "A value holds a character that cannot be stored, or is out of range.");
    }
    return failed instanceof NonTransientDataAccessResourceException || failed instanceof TransientDataAccessException
        ? later()
        : Answer.of(500);
  }

  private static HttpHeaders headers(Problem problem) {
    HttpHeaders headers = new HttpHeaders();
    if (problem.retryAfter() > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfter()));
    }
    return headers;
  }

  private static Answer violations(ConstraintViolationException broken) {
    return Violation.answer(broken.getConstraintViolations().stream().<Violation>map(Violation::of)
        .sorted(Comparator.comparing(Violation::name)).toList());
  }

  private static Answer violations(MethodArgumentNotValidException broken) {
    List<Violation> found = broken.getFieldErrors().stream().map(Explanation::violation)
        .sorted(Comparator.comparing(Violation::name)).toList();
    return found.isEmpty() ? Answer.of(400) : Violation.answer(found);
  }

  private static Violation violation(FieldError error) {
    return Violation.of(error.getField(), error.unwrap(ConstraintViolation.class));
  }

  private static Answer missing(String name) {
    return Answer.of(400, "bad-request", "缺少参数 " + name + "。", "The parameter " + name + " is missing.");
  }

  private static Answer mismatch(MethodArgumentTypeMismatchException mismatch) {
    Class<?> wanted = Optional.<Class<?>>ofNullable(mismatch.getRequiredType()).orElse(String.class);
    boolean number = wanted.isPrimitive() || Number.class.isAssignableFrom(wanted);
    return Answer.of(400, "bad-request", "参数 " + mismatch.getName() + (number ? " 必须是数字。" : " 的值无法理解。"),
        "The parameter " + mismatch.getName() + (number ? " must be a number." : " has a value that cannot be read."));
  }

  private static Answer unreadable(HttpMessageNotReadableException unreadable) {
    Throwable cause = unreadable.getCause();
    if (cause instanceof StreamReadException json) {
      return Answer.of(400, "bad-request", "请求正文不是有效的 JSON" + zh(json) + "。",
          "The body is not valid JSON" + en(json) + ".");
    }
    if (cause instanceof DatabindException field && !field.getPath().isEmpty()) {
      return Answer.of(400, "bad-request", "请求正文中 " + path(field) + " 的值无法理解。",
          "The body's " + path(field) + " has a value that cannot be read.");
    }
    return Answer.of(400, "bad-request", "请求正文缺失或无法读取。", "The body is missing or cannot be read.");
  }

  private static String zh(JacksonException json) {
    return json.getLocation() == null ? "" : "（第 " + json.getLocation().getLineNr() + " 行）";
  }

  private static String en(JacksonException json) {
    return json.getLocation() == null ? "" : " (line " + json.getLocation().getLineNr() + ")";
  }

  private static String path(DatabindException broken) {
    return broken.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
        .collect(Collectors.joining("."));
  }
}
