package cn.yilu.catalogue.organisation;

import java.security.Principal;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is calling: a program by its token, or a person by login.
 *
 * @param id id of the program, or user name of the person
 * @param organisation id of the organisation it belongs to
 */
public record Caller(String id, Kind kind, String organisation, Role role) implements Principal {

  /** What calls. */
  public enum Kind {
    PROGRAM, PERSON
  }

  /** What the caller may do: programs read by their grants, officers run data, auditors only look, operators run all. */
  public enum Role {
    PROGRAM, OFFICER, AUDITOR, OPERATOR
  }

  /** The caller of the request this thread works on; {@link AccessDeniedException} when there is none. */
  public static Caller current() {
    return find().orElseThrow(() -> new AccessDeniedException("nobody is logged in"));
  }

  /** The caller of the request this thread works on, if it proved who it is. */
  public static Optional<Caller> find() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.isAuthenticated()
        && authentication.getPrincipal() instanceof Caller caller ? Optional.of(caller) : Optional.empty();
  }

  /** Refuses with {@link AccessDeniedException} unless the caller has one of these roles. */
  public Caller require(Role... roles) {
    for (Role allowed : roles) {
      if (role == allowed) {
        return this;
      }
    }
    throw new AccessDeniedException("this role may not do that");
  }

  @Override
  public String getName() {
    return id;
  }
}
