package dev.umbra.core;

/** Made by a client per changing call; a repeat with the same id returns the first result and does nothing twice. */
public record CommandId(String value) implements Id {
	public CommandId {
		Id.checked("command", value);
	}

	public static CommandId random() {
		return new CommandId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
