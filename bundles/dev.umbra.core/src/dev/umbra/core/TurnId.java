package dev.umbra.core;

/** A turn: one prompt and everything the agent does until it stops. */
public record TurnId(String value) implements Id {
	public TurnId {
		Id.checked("turn", value);
	}

	public static TurnId random() {
		return new TurnId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
