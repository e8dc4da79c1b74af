package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.Problem;

/** The answer to somebody who guesses, or has forgotten. */
final class TooManyLogins {

  private TooManyLogins() {}

  static Problem problem(long seconds) {
    return new Problem(429, "too-many-requests", "登录失败次数过多，请在 " + seconds + " 秒后再试。",
        "Too many failed logins; try again in " + seconds + " seconds.");
  }
}
