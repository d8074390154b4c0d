package dev.umbra.core.permission;

import java.util.Locale;

/** What a rule does, in the order in which rules are asked. */
public enum RuleEffect {
	DENY, ASK, ALLOW;

	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
