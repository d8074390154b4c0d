package dev.umbra.core;

/** A session: one conversation with one agent in one folder. */
public record SessionId(String value) implements Id {
	public SessionId {
		Id.checked("session", value);
	}

	public static SessionId random() {
		return new SessionId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
