package cn.yilu.catalogue.web;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.duplicate.Decisions;
import cn.yilu.catalogue.duplicate.DuplicateViews;
import cn.yilu.catalogue.http.model.Duplicate;
import cn.yilu.catalogue.http.model.DuplicateCandidate;
import cn.yilu.catalogue.http.model.DuplicateList;
import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The work list of candidate duplicates: one after the other, both sides beside each other, decided by a key. */
@Controller
class DuplicatePages {
  private static final int ROWS = 50;
  private static final int LONGEST_REASON = 500;
  private static final String ONE = "/duplicates/{id:[0-9a-f]{32}}";

  private final DuplicateViews views;
  private final Decisions decisions;
  private final SourceViews sources;
  private final SharedSchemas schemas;
  private final Words words;

  DuplicatePages(DuplicateViews views, Decisions decisions, SourceViews sources, SharedSchemas schemas, Words words) {
    this.views = views;
    this.decisions = decisions;
    this.sources = sources;
    this.schemas = schemas;
    this.words = words;
  }

  @GetMapping(path = "/duplicates", produces = MediaType.TEXT_HTML_VALUE)
  String list(@RequestParam Optional<String> reason, @RequestParam Optional<String> state,
      @RequestParam Optional<String> cursor, @RequestParam Optional<String> done, @RequestParam Optional<String> gone,
      Model model) {
    staff();
    boolean decided = state.filter("decided"::equals).isPresent();
    DuplicateList found = views.list(wanted(reason, decided), cursor.filter(DuplicatePages::isCursor), ROWS);
    model.addAttribute("found", found);
    model.addAttribute("open", found.getAlike() + found.getDiffering());
    model.addAttribute("decided", decided);
    model.addAttribute("reason", wanted(reason, decided).reason().orElse(""));
    model.addAttribute("first", cursor.isEmpty());
    model.addAttribute("titles", schemas.all().stream()
        .collect(Collectors.toMap(SharedSchema::dataset, schema -> words.of(schema.title()))));
    model.addAttribute("done", done.filter(DuplicatePages::isId).orElse(""));
    model.addAttribute("gone", gone.isPresent());
    return "duplicates";
  }

  /** The next one that waits, from the first again after the last. */
  @GetMapping(path = "/duplicates/next", produces = MediaType.TEXT_HTML_VALUE)
  String next(@RequestParam Optional<String> reason, @RequestParam Optional<String> after,
      @RequestParam Optional<String> done, @RequestParam Optional<String> gone, RedirectAttributes to) {
    staff();
    Optional<String> behind = after.filter(DuplicatePages::isCursor);
    List<DuplicateCandidate> next = views.list(wanted(reason, false), behind, 1).getCandidates();
    if (next.isEmpty() && behind.isPresent()) {
      next = views.list(wanted(reason, false), Optional.empty(), 1).getCandidates();
    }
    reason.ifPresent(which -> to.addAttribute("reason", which));
    gone.ifPresent(yes -> to.addAttribute("gone", "yes"));
    done.filter(DuplicatePages::isId).ifPresent(which -> to.addAttribute("done", which));
    return next.isEmpty() ? "redirect:/duplicates" : "redirect:/duplicates/" + next.getFirst().getId();
  }

  @GetMapping(path = ONE, produces = MediaType.TEXT_HTML_VALUE)
  String one(@PathVariable String id, @RequestParam Optional<String> reason, @RequestParam Optional<String> done,
      @RequestParam Optional<String> late, @RequestParam Optional<String> gone, Model model) {
    Duplicate found = views.view(id, staff());
    DuplicateList counts = views.list(wanted(Optional.empty(), false), Optional.empty(), 1);
    DuplicateCandidate candidate = found.getCandidate();
    model.addAttribute("found", found);
    model.addAttribute("candidate", candidate);
    model.addAttribute("alike", candidate.getReason() == DuplicateCandidate.ReasonEnum.ALIKE);
    model.addAttribute("dataset", words.of(schemas.get(candidate.getDataset()).title()));
    model.addAttribute("sources", sources.all().stream()
        .collect(Collectors.toMap(Source::getId, source -> words.of(source.getTitle()))));
    model.addAttribute("open", counts.getAlike() + counts.getDiffering());
    model.addAttribute("all", counts.getAlike() + counts.getDiffering() + counts.getDecided());
    model.addAttribute("settled", counts.getDecided());
    model.addAttribute("reason", reason.orElse(""));
    model.addAttribute("done", done.filter(DuplicatePages::isId).orElse(""));
    model.addAttribute("late", late.isPresent());
    model.addAttribute("gone", gone.isPresent());
    return "duplicate";
  }

  @PostMapping(path = ONE)
  String decide(@PathVariable String id, @RequestParam String verdict, @RequestParam Optional<String> why,
      @RequestParam Optional<String> reason, @RequestParam String after, RedirectAttributes to) {
    Caller caller = staff();
    if (!verdict.equals("same") && !verdict.equals("different")) {
      throw new Problem(400, "bad-request", "结论须为 same 或 different。", "The verdict must be same or different.");
    }
    String text = why.orElse("");
    reason.filter(which -> !which.isEmpty()).ifPresent(which -> to.addAttribute("reason", which));
    try {
      decisions.decide(id, verdict.equals("same"), text.substring(0, Math.min(LONGEST_REASON, text.length())), false,
          caller);
    } catch (Problem problem) {
      return notMade(problem, id, Optional.of(after), to);
    }
    views.settle();
    to.addAttribute("after", after);
    to.addAttribute("done", id);
    return "redirect:/duplicates/next";
  }

  @PostMapping(path = ONE + "/undo")
  String undo(@PathVariable String id, RedirectAttributes to) {
    Caller caller = staff();
    try {
      decisions.withdraw(id, caller);
    } catch (Problem problem) {
      return notMade(problem, id, Optional.empty(), to);
    }
    views.settle();
    return "redirect:/duplicates/" + id;
  }

  /** Somebody else was first: shows how it stands now. Where nothing is suspected any more, the next one is shown. */
  private static String notMade(Problem problem, String id, Optional<String> after, RedirectAttributes to) {
    return switch (problem.status()) {
      case 409 -> {
        to.addAttribute("late", "yes");
        yield "redirect:/duplicates/" + id;
      }
      case 404 -> {
        to.addAttribute("gone", "yes");
        after.ifPresent(behind -> to.addAttribute("after", behind));
        yield "redirect:/duplicates/next";
      }
      default -> throw problem;
    };
  }

  private static DuplicateViews.Wanted wanted(Optional<String> reason, boolean decided) {
    return new DuplicateViews.Wanted(Optional.empty(),
        reason.filter(which -> which.equals("alike") || which.equals("differing")), decided);
  }

  private static boolean isCursor(String text) {
    return text.matches("[a-z0-9-]{1,64}:[0-9a-f]{32}");
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{32}");
  }

  private static Caller staff() {
    return Caller.current().require(Role.OPERATOR, Role.OFFICER);
  }
}
