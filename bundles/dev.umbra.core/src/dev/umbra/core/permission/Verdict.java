package dev.umbra.core.permission;

/** What the order of decision came to. @see PermissionOrder */
public sealed interface Verdict {
	/** @param by the rule or the policy, in words for people, for example {@code rule "tests"} */
	record Allowed(String by) implements Verdict {
	}

	/** @param by as in {@link Allowed} */
	record Denied(String by) implements Verdict {
	}

	/** The person decides. */
	record Ask() implements Verdict {
	}
}
