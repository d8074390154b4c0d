package dev.umbra.core;

/** A team, fixed for life, the same on every device; at most 64 characters, since it is the {@code d} of its record. */
public record TeamId(String value) implements Id {
	public TeamId {
		Id.checked("team", value);
	}

	public static TeamId random() {
		return new TeamId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
