package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Entry;

class ViewportTest {
	private static final int HEIGHT = 105;
	private final FakeRuler ruler = new FakeRuler();
	private final Content content = new Content(ruler);
	private final Viewport viewport = new Viewport(content);

	@BeforeEach
	void sized() {
		viewport.height(HEIGHT);
	}

	/** What is seen, and where: {@code text@y}; without the gaps. */
	private List<String> seen() {
		return viewport.shown().stream().map(each -> content.block(each.index()).piece(each.piece()).text() + "@" + each.y())
				.filter(each -> !each.startsWith(" @")).toList();
	}

	private Viewport.Shown last() {
		return viewport.shown().getLast();
	}

	@Test
	void whileTheEndIsFollowedItStandsAtTheLowerEdge() {
		content.show(ContentTest.messages(1, 100));
		viewport.lay();
		assertEquals(HEIGHT, last().y() + last().height());
		assertEquals(99, last().index());
		content.show(ContentTest.messages(1, 103));
		viewport.lay();
		assertEquals(102, last().index());
		assertTrue(viewport.endInView(0));
	}

	@Test
	void whatDoesNotFillTheViewStandsAtTheUpperEdge() {
		content.show(ContentTest.messages(1, 2));
		viewport.lay();
		assertEquals(List.of("Message 1@0", "Message 2@20"), seen());
	}

	@Test
	void onlyWhatIsSeenIsMeasured() {
		content.show(ContentTest.messages(1, 100_000));
		viewport.lay();
		assertTrue(ruler.measured.size() < 20, () -> ruler.measured.size() + " pieces");
		viewport.to(content.total() / 2);
		assertTrue(ruler.measured.size() < 60, () -> ruler.measured.size() + " pieces");
		ruler.width = 60;
		ruler.measured.clear();
		viewport.lay();
		assertTrue(ruler.measured.size() < 30, () -> ruler.measured.size() + " pieces");
	}

	@Test
	void whatComesAboveOrBelowDoesNotMoveWhatIsRead() {
		content.show(ContentTest.messages(51, 150));
		viewport.lay();
		viewport.by(-300);
		List<String> before = seen();
		assertFalse(viewport.isFollowing());
		content.show(ContentTest.concat(ContentTest.messages(1, 50), ContentTest.messages(51, 170)));
		viewport.lay();
		assertEquals(before, seen());
	}

	@Test
	void wrongEstimatesAboveDoNotMoveWhatIsReadWhenTheyAreCorrected() {
		content.show(ContentTest.messages(1, 200));
		viewport.to(content.total() / 2);
		List<String> before = seen();
		viewport.by(-2_000);
		viewport.by(2_000);
		assertEquals(before, seen());
	}

	@Test
	void aPieceStaysWhereItIsWhenItsEntryGetsRowsAboveIt() {
		String many = IntStream.range(0, 60).mapToObj(each -> "line " + each).collect(Collectors.joining("\n\n"));
		content.show(List.of(ContentTest.message(1, many), ContentTest.message(2, "end")));
		viewport.put(0, 40, 0);
		List<String> before = seen();
		content.show(List.of(ContentTest.message(1, "new\n\nand new\n\n" + many), ContentTest.message(2, "end")));
		viewport.lay();
		assertEquals(before, seen());
	}

	@Test
	void movingByPointsMovesByPoints() {
		content.show(ContentTest.messages(1, 100));
		viewport.to(0);
		assertEquals("Message 1@0", seen().getFirst());
		viewport.by(7);
		assertEquals("Message 1@-7", seen().getFirst());
		viewport.by(20);
		assertEquals("Message 2@-7", seen().getFirst());
		viewport.by(-1_000);
		assertEquals("Message 1@0", seen().getFirst());
		viewport.by(1_000_000);
		assertTrue(viewport.endInView(0));
	}

	@Test
	void theEndOfALongTranscriptIsReachedByItsHeight() {
		content.show(ContentTest.messages(1, 5_000));
		viewport.to(content.total());
		assertTrue(viewport.endInView(0));
		assertEquals(HEIGHT, last().y() + last().height());
	}

	@Test
	void aPieceIsPutWhereItIsWanted() {
		content.show(ContentTest.messages(1, 100));
		viewport.put(50, 0, 30);
		assertTrue(seen().contains("Message 51@30"), () -> seen().toString());
	}

	@Test
	void anEntryOfVeryManyRowsIsVirtualInside() {
		String many = LongStream.range(0, 150_000).mapToObj(each -> "line " + each).collect(Collectors.joining("\n"));
		content.show(List.of(ContentTest.message(1, many)));
		viewport.lay();
		viewport.to(content.total() / 2);
		assertTrue(ruler.measured.size() < 60, () -> ruler.measured.size() + " pieces");
		assertFalse(seen().isEmpty());
	}

	@Test
	void aTranscriptWithoutEntriesShowsNothing() {
		viewport.lay();
		viewport.by(10);
		viewport.to(10);
		assertEquals(List.of(), viewport.shown());
		assertTrue(viewport.endInView(0));
	}

	@Test
	void entriesThatGoLeaveTheViewWhereItCanBe() {
		content.show(ContentTest.messages(1, 100));
		viewport.put(90, 0, 0);
		List<Entry> fewer = new ArrayList<>(ContentTest.messages(1, 20));
		content.show(fewer);
		viewport.lay();
		assertTrue(viewport.endInView(0));
		assertEquals(19, last().index());
	}
}
