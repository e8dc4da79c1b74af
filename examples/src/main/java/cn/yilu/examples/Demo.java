package cn.yilu.examples;

import cn.yilu.examples.demo.Launch;
import cn.yilu.examples.demo.Launcher;

/**
 * The demo town: the service in one process, the simulated systems of four departments in another. Runs until it is
 * stopped. Options: {@code --residents=2000}, {@code --seed=1}; environment: {@code YILU_DATA}, {@code YILU_PORT}.
 */
public final class Demo {
  private Demo() {}

  public static void main(String[] args) throws Exception {
    try {
      new Launcher(Launch.of(System.getenv(), args), System.out::println).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
