package cn.yilu.catalogue.web;

import cn.yilu.catalogue.http.model.MappingSample;
import cn.yilu.catalogue.intake.MappingTrials;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where an integrator tries a mapping with a sample, and where everybody reads what is checked. */
@Controller
class MappingPages {
  private static final int LONGEST = 262_144;
  private final MappingTrials trials;

  MappingPages(MappingTrials trials) {
    this.trials = trials;
  }

  @GetMapping(path = "/rules", produces = MediaType.TEXT_HTML_VALUE)
  String rules(Model model) {
    model.addAttribute("rules", trials.rules());
    return "rules";
  }

  @GetMapping(path = "/mappings/try", produces = MediaType.TEXT_HTML_VALUE)
  String form(Model model) {
    staff();
    return page(model, "", "");
  }

  /** Nothing is kept, so the answer is a page and no address of its own. */
  @PostMapping(path = "/mappings/try", produces = MediaType.TEXT_HTML_VALUE)
  String attempt(@RequestParam String mapping, @RequestParam String sample, Model model) {
    staff();
    if (mapping.isBlank() || mapping.length() > LONGEST) {
      return page(model, "", sample);
    }
    model.addAttribute("trial", trials.attempt(new MappingSample(mapping).text(sample)));
    return page(model, mapping, sample);
  }

  private static String page(Model model, String mapping, String sample) {
    model.addAttribute("mapping", mapping);
    model.addAttribute("sample", sample);
    return "mapping-try";
  }

  private static void staff() {
    Caller.current().require(Role.OPERATOR, Role.OFFICER, Role.AUDITOR);
  }
}
