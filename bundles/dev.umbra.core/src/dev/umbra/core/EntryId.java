package dev.umbra.core;

/** An entry of a session's transcript; also the id of the attention item that a waiting entry stands for. */
public record EntryId(String value) implements Id {
	public EntryId {
		Id.checked("entry", value);
	}

	public static EntryId random() {
		return new EntryId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
