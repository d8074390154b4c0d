package dev.umbra.core;

/**
 * Where a subject (a session, the catalog, the attention list …) stands. The epoch is a random string per host start or
 * reload, the same for all subjects; the revision counts the subject's commits. Revisions of different epochs do not
 * compare: a foreign epoch, or a revision above the host's, is answered with a full snapshot.
 *
 * @param revision 0 before the first commit
 */
public record Position(String epoch, long revision) {
	public Position {
		if (epoch.isEmpty() || epoch.indexOf(':') >= 0) {
			throw new IllegalArgumentException("not an epoch: " + epoch);
		}
		if (revision < 0) {
			throw new IllegalArgumentException("a revision is not negative: " + revision);
		}
	}

	/**
	 * Reads {@code EPOCH:REV}, or a bare number, which means <i>of the present epoch</i>.
	 *
	 * @throws IllegalArgumentException in words, if the text is neither
	 */
	public static Position parse(String text, String presentEpoch) {
		int colon = text.lastIndexOf(':');
		try {
			long revision = Long.parseLong(text.substring(colon + 1));
			return new Position(colon < 0 ? presentEpoch : text.substring(0, colon), revision);
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException("not a position: \"" + text + "\" (expected EPOCH:REVISION or a number)", e);
		}
	}

	/** {@code EPOCH:REV}, the form of the command line and of JSON. */
	@Override
	public String toString() {
		return epoch + ":" + revision;
	}
}
