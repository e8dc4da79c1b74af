package cn.yilu.catalogue.organisation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Replaces the password of the person who is logged in; a one-time password needs nothing else first. */
@Controller
class PasswordController {
  private final Logins logins;
  private final People people;
  private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

  PasswordController(Logins logins, People people) {
    this.logins = logins;
    this.people = people;
  }

  @GetMapping(path = "/password", produces = MediaType.TEXT_HTML_VALUE)
  String form(@CurrentSecurityContext SecurityContext context, Model model) {
    return page(model, isOneTime(context), null);
  }

  @PostMapping(path = "/password", produces = MediaType.TEXT_HTML_VALUE)
  String replace(@CurrentSecurityContext SecurityContext context, @RequestParam Optional<String> current,
      @RequestParam String chosen, @RequestParam String repeated, Model model, HttpServletRequest request,
      HttpServletResponse response) {
    Person person = people.find(Caller.current().id()).orElseThrow();
    boolean oneTime = isOneTime(context);
    if (!oneTime
        && !(logins.enter(person.user(), current.orElse(""), request.getRemoteAddr()) instanceof Login.Entered)) {
      return page(model, false, "wrong");
    }
    if (!chosen.equals(repeated)) {
      return page(model, oneTime, "different");
    }
    if (!logins.mayChoose(person, chosen)) {
      return page(model, oneTime, "refused");
    }
    goOn(logins.choose(person, chosen), request, response);
    return "redirect:/sources";
  }

  /** Every other session of the person has ended with the old password; this one goes on under a new id. */
  private void goOn(Person person, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(CallerAuthentication.byPassword(person));
    SecurityContextHolder.setContext(context);
    request.changeSessionId();
    sessions.saveContext(context, request, response);
  }

  private static boolean isOneTime(SecurityContext context) {
    return context.getAuthentication() instanceof CallerAuthentication caller && caller.oneTime();
  }

  private static String page(Model model, boolean oneTime, @org.jspecify.annotations.Nullable String problem) {
    model.addAttribute("oneTime", oneTime);
    if (problem != null) {
      model.addAttribute("problem", problem);
    }
    return "password";
  }
}
