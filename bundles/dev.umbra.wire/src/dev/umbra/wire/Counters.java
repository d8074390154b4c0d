package dev.umbra.wire;

import java.util.Map;

/**
 * What a peer has carried so far: a copy, taken at one moment.
 *
 * @param linesIn lines read, empty and bad ones included
 * @param linesOut lines handed to the stream
 * @param bytesIn bytes of the lines read, line ends included
 * @param bytesOut bytes of the lines handed to the stream, line ends included
 * @param junk bad lines by kind; kinds never seen are absent
 */
public record Counters(long linesIn, long linesOut, long bytesIn, long bytesOut, Map<Junk.Kind, Long> junk) {
	public Counters {
		junk = Map.copyOf(junk);
	}

	/** Number of bad lines of this kind. */
	public long junk(Junk.Kind kind) {
		return junk.getOrDefault(kind, 0L);
	}
}
