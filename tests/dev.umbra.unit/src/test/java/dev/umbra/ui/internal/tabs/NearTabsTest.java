package dev.umbra.ui.internal.tabs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs;

class NearTabsTest {
	private static SessionId id(int number) {
		return new SessionId("s" + number);
	}

	private static List<Tabs.Tab> tabs(int count, int pinned) {
		return IntStream.range(0, count).mapToObj(i -> new Tabs.Tab(id(i), i < pinned)).toList();
	}

	private static List<SessionId> ids(int from, int to) {
		return IntStream.range(from, to).mapToObj(NearTabsTest::id).toList();
	}

	@Test
	void fewTabsAllStandInTheRow() {
		assertEquals(ids(0, NearTabs.MOST), NearTabs.of(tabs(NearTabs.MOST, 2), id(3), List.of()));
		assertEquals(List.of(), NearTabs.of(List.of(), null, List.of(id(1))));
	}

	@Test
	void ofManyThoseAroundTheActiveOneStandInTheRow() {
		List<SessionId> near = NearTabs.of(tabs(10_000, 0), id(5_000), List.of());
		assertEquals(NearTabs.MOST, near.size());
		assertEquals(ids(4_970, 5_030), near);
		assertEquals(ids(0, NearTabs.MOST), NearTabs.of(tabs(10_000, 0), null, List.of()));
		assertEquals(ids(9_940, 10_000), NearTabs.of(tabs(10_000, 0), id(9_999), List.of()));
	}

	@Test
	void pinnedOnesAreAlwaysNear() {
		List<SessionId> near = NearTabs.of(tabs(10_000, 3), id(5_000), List.of());
		assertEquals(ids(0, 3), near.subList(0, 3));
		assertEquals(NearTabs.MOST, near.size());
		assertTrue(near.contains(id(5_000)));
	}

	@Test
	void goingToAnotherTabOfTheRowLeavesTheRowAsItIs() {
		List<SessionId> row = NearTabs.of(tabs(10_000, 0), id(5_000), List.of());
		for (SessionId each : row) {
			assertEquals(row, NearTabs.of(tabs(10_000, 0), each, row));
		}
	}

	@Test
	void oneThatIsFarAwayComesInAndTheFarthestGoes() {
		List<SessionId> row = NearTabs.of(tabs(10_000, 0), id(5_000), List.of());
		List<SessionId> next = NearTabs.of(tabs(10_000, 0), id(9_000), row);
		assertTrue(next.contains(id(9_000)));
		assertEquals(NearTabs.MOST, next.size());
		assertEquals(ids(4_971, 5_030), next.subList(0, NearTabs.MOST - 1));
	}

	@Test
	void whateverItIsTheActiveOneIsInItTheOrderHoldsAndTwiceChangesNothing() {
		Random random = new Random(7);
		for (int time = 0; time < 300; time++) {
			List<Tabs.Tab> all = tabs(random.nextInt(400), random.nextInt(50));
			List<SessionId> before = new ArrayList<>(random.ints(random.nextInt(100), 0, 500).distinct().mapToObj(NearTabsTest::id).toList());
			SessionId active = all.isEmpty() || random.nextBoolean() ? null : all.get(random.nextInt(all.size())).session();
			List<SessionId> near = NearTabs.of(all, active, before);
			assertEquals(Math.min(all.size(), NearTabs.MOST), near.size());
			assertTrue(active == null || near.contains(active));
			assertEquals(all.stream().map(Tabs.Tab::session).filter(near::contains).toList(), near);
			assertEquals(near, NearTabs.of(all, active, near));
		}
	}
}
