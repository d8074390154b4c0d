package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs.Tab;

class TabOrderTest {
	/** Sessions by their names, those that are pinned with a star. */
	private static List<Tab> tabs(String words) {
		return Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty())
				.map(word -> new Tab(id(word.replace("*", "")), word.endsWith("*"))).toList();
	}

	private static String words(List<Tab> tabs) {
		return tabs.stream().map(tab -> tab.session().value() + (tab.pinned() ? "*" : "")).collect(Collectors.joining(" "));
	}

	private static SessionId id(String name) {
		return new SessionId(name);
	}

	@Test
	void opensAtTheEndAndOnce() {
		assertEquals("a* b c", words(TabOrder.opened(tabs("a* b"), id("c"))));
		List<Tab> tabs = tabs("a* b");
		assertSame(tabs, TabOrder.opened(tabs, id("b")));
	}

	@Test
	void closingWhatIsNotThereChangesNothing() {
		assertEquals("a* c", words(TabOrder.closed(tabs("a* b c"), id("b"))));
		assertEquals("a* b", words(TabOrder.closed(tabs("a* b"), id("x"))));
	}

	@Test
	void aPlaceIsMovedIntoTheTabsOwnGroup() {
		assertEquals("a* c b d", words(TabOrder.moved(tabs("a* b c d"), id("c"), 1)));
		assertEquals("a* c b d", words(TabOrder.moved(tabs("a* b c d"), id("c"), 0)));
		assertEquals("a* b d c", words(TabOrder.moved(tabs("a* b c d"), id("c"), 99)));
		assertEquals("a* b c d", words(TabOrder.moved(tabs("a* b c d"), id("a"), 3)));
		assertEquals("b* a* c", words(TabOrder.moved(tabs("a* b* c"), id("a"), Integer.MAX_VALUE)));
		assertEquals("b* a* c", words(TabOrder.moved(tabs("a* b* c"), id("b"), -5)));
	}

	@Test
	void aPinnedTabIsTheLastPinnedAndAnUnpinnedTheFirstOfTheOthers() {
		assertEquals("a* c* b d", words(TabOrder.pinned(tabs("a* b c d"), id("c"), true)));
		assertEquals("b* a c", words(TabOrder.pinned(tabs("a* b* c"), id("a"), false)));
		List<Tab> tabs = tabs("a* b* c");
		assertSame(tabs, TabOrder.pinned(tabs, id("a"), true));
	}

	@Test
	void aSessionWithoutATabIsNotFound() {
		assertEquals(Failure.Code.NOT_FOUND,
				assertThrows(FailureException.class, () -> TabOrder.moved(tabs("a"), id("x"), 0)).failure().code());
		assertEquals(Failure.Code.NOT_FOUND,
				assertThrows(FailureException.class, () -> TabOrder.pinned(tabs("a"), id("x"), true)).failure().code());
	}

	@Test
	void whateverIsDoneEverySessionHasOneTabAndThePinnedComeFirst() {
		Random random = new Random(7);
		List<Tab> tabs = List.of();
		for (int i = 0; i < 5000; i++) {
			SessionId id = id("s" + random.nextInt(12));
			List<Tab> before = tabs;
			boolean there = before.stream().anyMatch(tab -> tab.session().equals(id));
			tabs = switch (random.nextInt(there ? 5 : 1)) {
			case 0 -> TabOrder.opened(before, id);
			case 1 -> TabOrder.closed(before, id);
			case 2 -> TabOrder.pinned(before, id, random.nextBoolean());
			default -> TabOrder.moved(before, id, random.nextInt(14) - 1);
			};
			assertEquals(tabs.size(), tabs.stream().map(Tab::session).distinct().count());
			assertTrue(words(tabs).matches("(\\w+\\* ?)*(\\w+ ?)*"), words(tabs));
			assertTrue(Math.abs(tabs.size() - before.size()) <= 1);
		}
	}
}
