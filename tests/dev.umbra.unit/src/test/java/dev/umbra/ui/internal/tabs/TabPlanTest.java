package dev.umbra.ui.internal.tabs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.SessionId;
import dev.umbra.ui.internal.tabs.TabPlan.Slot;
import dev.umbra.ui.internal.tabs.TabPlan.Step;

class TabPlanTest {
	private static final int TIMES = 20_000;
	private static final SessionId A = new SessionId("a");
	private static final SessionId B = new SessionId("b");
	private static final SessionId C = new SessionId("c");

	private static Slot of(SessionId session) {
		return new Slot.Of(session);
	}

	/** A tab that can be told from another one of the same session. */
	private static final class Tab {
		final Slot slot;

		Tab(Slot slot) {
			this.slot = slot;
		}
	}

	/** Does the steps, as the stage does. */
	private static List<Tab> done(List<Tab> have, List<Step> steps) {
		List<Tab> tabs = new ArrayList<>(have);
		for (Step step : steps) {
			switch (step) {
			case Step.Remove(int index) -> tabs.remove(index);
			case Step.Insert(int index, SessionId session) -> tabs.add(index, new Tab(of(session)));
			case Step.Move(int from, int to) -> tabs.add(to, tabs.remove(from));
			}
		}
		return tabs;
	}

	private static List<Slot> slots(List<Tab> tabs) {
		return tabs.stream().map(tab -> tab.slot).toList();
	}

	private static List<SessionId> sessions(List<Tab> tabs) {
		return slots(tabs).stream().filter(Slot.Of.class::isInstance).map(slot -> ((Slot.Of) slot).session()).toList();
	}

	@Test
	void theSameTabsNeedNoStep() {
		assertEquals(List.of(), TabPlan.steps(List.of(of(A), of(B), of(C)), List.of(A, B, C), 1));
	}

	@Test
	void aWindowThatHasNothingGetsAllInOrder() {
		assertEquals(List.of(new Step.Insert(0, A), new Step.Insert(1, B)), TabPlan.steps(List.of(), List.of(A, B), -1));
	}

	@Test
	void theTabThatIsLookedAtIsNotTheOneThatMoves() {
		assertEquals(List.of(new Step.Move(1, 0)), TabPlan.steps(List.of(of(A), of(B)), List.of(B, A), 0));
		assertEquals(List.of(new Step.Move(0, 1)), TabPlan.steps(List.of(of(A), of(B)), List.of(B, A), 1));
	}

	@Test
	void oneTabThatWasDraggedFarIsOneStep() {
		List<Slot> have = IntStream.range(0, 9).mapToObj(i -> of(new SessionId("s" + i))).toList();
		List<SessionId> want = new ArrayList<>(IntStream.range(0, 9).mapToObj(i -> new SessionId("s" + i)).toList());
		want.add(7, want.remove(1));
		assertEquals(List.of(new Step.Move(1, 7)), TabPlan.steps(have, want, 4));
	}

	@Test
	void aStartPageStaysWhereItIs() {
		List<Tab> have = List.of(new Tab(of(A)), new Tab(new Slot.Start(1)), new Tab(of(B)));
		List<Tab> tabs = done(have, TabPlan.steps(slots(have), List.of(B, A, C), 1));
		assertEquals(List.of(of(B), new Slot.Start(1), of(A), of(C)), slots(tabs));
	}

	@Test
	void ofTwoTabsOfOneSessionTheOneThatIsLookedAtStays() {
		assertEquals(List.of(new Step.Remove(0)), TabPlan.steps(List.of(of(A), of(B), of(A)), List.of(B, A), 2));
	}

	@Test
	void tenThousandTabsArePlannedAtOnce() {
		List<SessionId> want = IntStream.range(0, 10_000).mapToObj(i -> new SessionId("s" + i)).toList();
		List<Step> steps = TabPlan.steps(List.of(), want, -1);
		assertEquals(10_000, steps.size());
		assertEquals(List.of(), TabPlan.steps(want.stream().map(TabPlanTest::of).toList(), want, 9_999));
	}

	@Test
	void anyTabsBecomeTheWantedOnes() {
		Random random = new Random(7);
		int moved = 0;
		for (int time = 0; time < TIMES; time++) {
			List<Tab> have = new ArrayList<>();
			int size = random.nextInt(9);
			for (int i = 0; i < size; i++) {
				have.add(new Tab(random.nextInt(4) == 0 ? new Slot.Start(i) : of(new SessionId("s" + random.nextInt(8)))));
			}
			List<SessionId> want = new ArrayList<>(IntStream.range(0, 8).mapToObj(i -> new SessionId("s" + i)).toList());
			Collections.shuffle(want, random);
			want = want.subList(0, random.nextInt(9));
			int selected = size == 0 ? -1 : random.nextInt(size + 1) - 1;
			Tab looked = selected < 0 ? null : have.get(selected);

			List<Step> steps = TabPlan.steps(slots(have), want, selected);
			List<Tab> tabs = done(have, steps);

			String what = "time " + time + ": " + slots(have) + " to " + want;
			assertEquals(want, sessions(tabs), what);
			assertEquals(have.stream().filter(tab -> tab.slot instanceof Slot.Start).toList(),
					tabs.stream().filter(tab -> tab.slot instanceof Slot.Start).toList(), what);
			boolean stays = looked != null && (looked.slot instanceof Slot.Start || want.contains(((Slot.Of) looked.slot).session()));
			if (stays) {
				assertTrue(tabs.contains(looked), what);
				assertTrue(neverTouched(have, steps, looked), what);
			}
			assertEquals(List.of(), TabPlan.steps(slots(tabs), want, tabs.indexOf(looked)), what);
			moved += (int) steps.stream().filter(Step.Move.class::isInstance).count();
		}
		assertTrue(moved > TIMES / 2, () -> "too few moves to mean something");
	}

	private static boolean neverTouched(List<Tab> have, List<Step> steps, Tab looked) {
		List<Tab> tabs = new ArrayList<>(have);
		for (Step step : steps) {
			int index = switch (step) {
			case Step.Remove(int at) -> at;
			case Step.Insert insert -> -1;
			case Step.Move(int from, int to) -> from;
			};
			if (index >= 0 && tabs.get(index) == looked) {
				return false;
			}
			tabs = done(tabs, List.of(step));
		}
		return true;
	}
}
