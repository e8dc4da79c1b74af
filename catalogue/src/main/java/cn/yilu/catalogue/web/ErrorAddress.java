package cn.yilu.catalogue.web;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what was refused before it reached a controller; whoever refused may leave a {@link Problem}. */
@Controller
final class ErrorAddress implements ErrorController {

  @RequestMapping("/error")
  Object error(HttpServletRequest request, HttpServletResponse response) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Answer answer = request.getAttribute(Problem.class.getName()) instanceof Problem problem
        ? Explanation.of(problem)
        : Answer.of(status instanceof Integer code ? code : 404);
    return Answered.to(request, response, answer);
  }
}
