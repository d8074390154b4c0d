package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.umbra.core.TurnId;

class TurnLimitTest {
	private final AtomicInteger most = new AtomicInteger(2);
	private final TurnLimit limit = new TurnLimit(most::get);
	private final List<String> went = new ArrayList<>();

	private int enter(String turn) {
		return limit.enter(new TurnId(turn), () -> went.add(turn));
	}

	private void leave(String turn) {
		limit.leave(new TurnId(turn));
	}

	@Test
	void turnsBeyondTheLimitWaitAndGoInTheOrderInWhichTheyCame() {
		assertEquals(-1, enter("a"));
		assertEquals(-1, enter("b"));
		assertEquals(0, enter("c"));
		assertEquals(1, enter("d"));
		assertEquals(List.of(), went);
		leave("b");
		assertEquals(List.of("c"), went);
		leave("a");
		assertEquals(List.of("c", "d"), went);
		assertEquals(2, limit.running());
		assertEquals(0, limit.waiting());
	}

	@Test
	void turnThatIsCancelledWhileItWaitsNeverGoesAndFreesNoPlace() {
		enter("a");
		enter("b");
		enter("c");
		enter("d");
		leave("c");
		assertEquals(List.of(), went);
		leave("a");
		assertEquals(List.of("d"), went);
	}

	@Test
	void raisedLimitLetsWaitingTurnsGoAndALowerOneStopsNobody() {
		List.of("a", "b", "c", "d", "e").forEach(this::enter);
		most.set(4);
		limit.look();
		assertEquals(List.of("c", "d"), went);
		most.set(1);
		limit.look();
		assertEquals(4, limit.running());
		List.of("a", "b", "c").forEach(this::leave);
		assertEquals(List.of("c", "d"), went);
		leave("d");
		assertEquals(List.of("c", "d", "e"), went);
	}

	@Test
	void nobodyIsLetGoWhenTheHostEnds() {
		List.of("a", "b", "c").forEach(this::enter);
		limit.close();
		leave("a");
		leave("b");
		assertEquals(List.of(), went);
	}

	@Test
	void turnThatHasItsPlaceOrWaitsKeepsIt() {
		enter("a");
		enter("b");
		enter("c");
		enter("d");
		assertEquals(-1, enter("a"));
		assertEquals(0, enter("c"));
		assertEquals(2, limit.running());
		assertEquals(2, limit.waiting());
		leave("unknown");
		assertEquals(2, limit.running());
	}

	@Test
	void newTurnDoesNotOvertakeThoseThatWait() {
		enter("a");
		enter("b");
		enter("c");
		most.set(3);
		assertEquals(1, enter("d"), "though there is room, c was first");
		limit.look();
		leave("a");
		assertEquals(List.of("c", "d"), went);
	}
}
