package cn.yilu.connectors;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;

/** Where to listen for MLLP, and how patiently. */
record MllpSettings(String host, int port, Duration idle, Optional<Charset> charset) {}
