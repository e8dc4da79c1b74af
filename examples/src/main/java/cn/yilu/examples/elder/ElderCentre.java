package cn.yilu.examples.elder;

import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/** The centre's service and the devices of its elders. */
public final class ElderCentre implements AutoCloseable {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int BURST = 500;
  private final ElderList elders;
  private final ElderService service;
  private final Devices devices;
  private final Clock clock;

  /** Starts the service on the port it had before if possible; devices publish to the broker, one reading per tick. */
  public ElderCentre(Path folder, Town town, Ports ports, String brokerUrl, Duration tick, Clock clock)
      throws IOException {
    this.clock = clock;
    elders = new ElderList(town, folder);
    service = new ElderService(ports.of("elder"), elders);
    devices = new Devices(elders.devices(), BURST, new MqttPublisher(brokerUrl), tick, clock, town.seed());
  }

  /** Address of the XML service. */
  public String url() {
    return service.url();
  }

  /** How many entries the list of elders has. */
  public long entries() {
    return elders.entries();
  }

  /** Devices begin to measure. */
  public void measure() {
    devices.start();
  }

  /** One elder changes: a device handed out or a new assessment. */
  public void change(RandomGenerator random) throws IOException {
    elders.change(random, LocalDateTime.now(clock.withZone(ZONE)).withNano(0));
  }

  @Override
  public void close() {
    devices.close();
    service.close();
  }
}
