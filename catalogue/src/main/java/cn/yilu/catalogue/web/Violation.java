package cn.yilu.catalogue.web;

import cn.yilu.schemas.Text;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One parameter or body field that breaks the contract, by name, with what it must be; its value is never repeated. */
record Violation(String name, Text rule) {

  static Violation of(ConstraintViolation<?> broken) {
    return of(lastName(broken.getPropertyPath()), broken);
  }

  static Violation of(String name, ConstraintViolation<?> broken) {
    var descriptor = broken.getConstraintDescriptor();
    return new Violation(name,
        rule(descriptor.getAnnotation().annotationType().getSimpleName(), descriptor.getAttributes()));
  }

  static Answer answer(List<Violation> violations) {
    return Answer.of(400, "bad-request",
        violations.stream().map(v -> v.name + " " + v.rule.zh()).collect(Collectors.joining("；")),
        violations.stream().map(v -> v.name + " " + v.rule.en()).collect(Collectors.joining("; ")));
  }

  private static Text rule(String constraint, Map<String, Object> has) {
    return switch (constraint) {
      case "NotNull" -> new Text("不能缺少", "is missing");
      case "Min" -> new Text("不能小于 " + has.get("value"), "must be at least " + has.get("value"));
      case "Max" -> new Text("不能大于 " + has.get("value"), "must be at most " + has.get("value"));
      case "Pattern" -> new Text("必须符合 " + has.get("regexp"), "must match " + has.get("regexp"));
      case "Size" -> Integer.valueOf(Integer.MAX_VALUE).equals(has.get("max"))
          ? new Text("长度至少为 " + has.get("min"), "must have a length of at least " + has.get("min"))
          : new Text("长度必须在 " + has.get("min") + " 到 " + has.get("max") + " 之间",
              "must have a length from " + has.get("min") + " to " + has.get("max"));
      default -> new Text("不符合要求", "is not as the contract asks");
    };
  }

  /** The name without the method it belongs to: {@code listRejections.limit} is {@code limit} to the caller. */
  private static String lastName(Path path) {
    String name = path.toString();
    for (Path.Node node : path) {
      name = node.getName() == null ? name : node.getName();
    }
    return name;
  }
}
