package cn.yilu.catalogue.organisation;

import java.time.Duration;

/** How an attempt to log in ended. */
sealed interface Login {

  /** The person is who they say. */
  record Entered(Person person) implements Login {}

  /** Unknown name, wrong password or disabled account; which of them is nobody's business. */
  record Refused() implements Login {}

  /** The password may be used only to set another. */
  record PasswordNeeded(Person person) implements Login {}

  /** Too many failures; no attempt is looked at before this time has passed. */
  record TooMany(Duration time) implements Login {}
}
