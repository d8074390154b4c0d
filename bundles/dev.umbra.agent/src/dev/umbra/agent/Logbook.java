package dev.umbra.agent;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.umbra.core.Clocks;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.wire.Blotter;

/** What one run of an agent writes into its logs. Any thread, but stderr has one. */
final class Logbook {
	private static final Blotter CLEAR = Blotter.of(Map.of());

	private final LogRing log;
	private final LogRing traffic;
	private final Clocks clocks;
	private volatile Blotter blotter;
	// of the thread that reads stderr
	private final byte[] line = new byte[LogRing.MAX_LINE];
	private int kept;
	private long length;

	Logbook(LogRing log, LogRing traffic, Clocks clocks, Blotter blotter) {
		this.log = log;
		this.traffic = traffic;
		this.clocks = clocks;
		this.blotter = blotter;
	}

	/** What is said from now on may hold these secrets, too. @param secrets values by name */
	synchronized void alsoSecret(Map<String, String> secrets) {
		blotter = blotter.with(secrets);
	}

	/** For what leaves on other ways. */
	Blotter blotter() {
		return blotter;
	}

	/** Something that the host says about the agent. */
	void note(String words) {
		byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
		log.add(clocks.instant(), AgentLog.Source.NOTE, bytes, bytes.length, bytes.length, blotter);
	}

	/** A message of the protocol. @param bytes starts with the line; copied */
	void traffic(boolean outgoing, byte[] bytes, int count) {
		traffic.add(clocks.instant(), outgoing ? AgentLog.Source.SENT : AgentLog.Source.RECEIVED, bytes, count, count, blotter);
	}

	/** A piece of stderr, blotted already. */
	void stderr(byte[] clear) {
		for (byte b : clear) {
			if (b == '\n') {
				endOfLine();
			} else {
				if (kept < line.length) {
					line[kept++] = b;
				}
				length++;
			}
		}
	}

	/** The last line may have no end. */
	void endOfStderr() {
		if (length > 0) {
			endOfLine();
		}
	}

	private void endOfLine() {
		if (kept == length && kept > 0 && line[kept - 1] == '\r') {
			kept--;
			length--;
		}
		log.add(clocks.instant(), AgentLog.Source.STDERR, line, kept, length, CLEAR);
		kept = 0;
		length = 0;
	}
}
