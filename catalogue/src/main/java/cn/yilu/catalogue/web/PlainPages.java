package cn.yilu.catalogue.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Pages that need nothing but their template: the login, and the contract for programs. */
@Controller
class PlainPages {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");

  @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
  String login(HttpServletRequest request, Model model) {
    model.addAttribute("failed", request.getParameter("failed") != null);
    return "login";
  }

  @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
  String docs() {
    return "docs";
  }

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> contract() {
    return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("openapi.yaml"));
  }
}
