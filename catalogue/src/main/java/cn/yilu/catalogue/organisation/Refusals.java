package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Answers of the security filters, in the words and shape of every other problem. */
@Component
class Refusals {

  /** Leaves the answer to the address of errors, which finds the problem in the request. */
  void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
    request.setAttribute(Problem.class.getName(), problem);
    response.sendError(problem.status());
  }

  void badToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"yilu\", error=\"invalid_token\"");
    answer(request, response, new Problem(401, "unauthenticated", "令牌无效、已过期或已被撤销。",
        "The token is unknown, expired or revoked."));
  }

  void noToken(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"yilu\"");
    answer(request, response,
        new Problem(401, "unauthenticated", "需要令牌：Authorization: Bearer <令牌>。人员由 POST /api/v1/logins 取得，程序向运营人员索取。",
            "A token is needed: Authorization: Bearer <token>. People get one by POST /api/v1/logins, programs from an operator."));
  }

  void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
      throws IOException {
    answer(request, response, exception instanceof CsrfException
        ? new Problem(403, "forbidden", "页面已过期，请返回上一页刷新后再试。", "The page has expired; go back, reload it and try again.")
        : new Problem(403, "forbidden", "您的角色无权进行此操作。", "Your role may not do this."));
  }

  void nothingHere(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(request, response, new Problem(404, "not-found", "没有这个地址。", "There is nothing at this address."));
  }
}
