package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Detail.Option;

class AllowTest {
	private static final Option ONCE = new Option("1", "allow_once", "Yes");
	private static final Option ALWAYS = new Option("2", "allow_always", "Always");
	private static final Option NO = new Option("3", "reject_once", "No");
	private static final Option NEVER = new Option("4", "reject_always", "Never");

	@Test
	void itMatchesByKindAndNeverMore() {
		List<Option> all = List.of(NEVER, ALWAYS, ONCE, NO);
		assertEquals(Optional.of(ONCE), Allow.ONCE.choose(all));
		assertEquals(Optional.of(ALWAYS), Allow.ALWAYS.choose(all));
		assertEquals(Optional.of(NO), Allow.REJECT.choose(all));
		assertEquals(Optional.empty(), Allow.ONCE.choose(List.of(ALWAYS, NO)));
		assertEquals(Optional.empty(), Allow.ALWAYS.choose(List.of(ONCE, NO)));
		assertEquals(Optional.of(NEVER), Allow.REJECT.choose(List.of(ONCE, NEVER)));
		assertEquals(Optional.empty(), Allow.REJECT.choose(List.of(new Option("5", "abort", "Abort"))));
	}

	@Test
	void ofSeveralOfAKindItTakesTheFirst() {
		assertEquals(Optional.of(ONCE), Allow.ONCE.choose(List.of(ONCE, new Option("9", "allow_once", "Yes, and more"))));
	}

	@Test
	void wordsAreThoseOfTheCommandLine() {
		assertEquals(Optional.of(Allow.REJECT), Allow.of("reject"));
		assertEquals(Optional.empty(), Allow.of("yes"));
	}
}
