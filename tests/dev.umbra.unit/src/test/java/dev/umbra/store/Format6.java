package dev.umbra.store;

/** What format 6 made of format 5, letter by letter. Never changed: it proves that such stores still open. */
final class Format6 {
	static final String SCHEMA = Format5.SCHEMA + """
			ALTER TABLE outbox ADD COLUMN signed TEXT;
			""";

	private Format6() {
	}
}
