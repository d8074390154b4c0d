package dev.umbra.core;

/** A permission rule. */
public record RuleId(String value) implements Id {
	public RuleId {
		Id.checked("rule", value);
	}

	public static RuleId random() {
		return new RuleId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
