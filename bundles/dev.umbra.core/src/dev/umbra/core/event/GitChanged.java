package dev.umbra.core.event;

import dev.umbra.core.Cause;

/**
 * What git says of a folder changed. The first at once, then at most two a second per folder. Posted for folders that somebody
 * asked about since the host began.
 *
 * @param revision of the subject {@code git:<folder>}; begins anew with each epoch
 * @param folder absolute, as {@code git/state} names it; a path of more than 300 characters is cut. Read next: {@code git/state}
 */
public record GitChanged(String epoch, long revision, Cause cause, String folder) implements HostEvent {
	public static final String TOPIC = "dev/umbra/git/CHANGED";
	private static final int LONGEST = 300;

	public GitChanged {
		if (folder != null && folder.length() > LONGEST) {
			folder = folder.substring(0, Character.isHighSurrogate(folder.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
		}
	}

	@Override
	public String topic() {
		return TOPIC;
	}
}
