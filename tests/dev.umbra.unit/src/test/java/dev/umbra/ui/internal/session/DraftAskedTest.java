package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DraftAskedTest {
	private final DraftAsked draft = new DraftAsked();

	@Test
	void itIsAskedForOnce() {
		assertFalse(draft.isAsked());
		assertTrue(draft.live());
		assertTrue(draft.isAsked());
		assertFalse(draft.live());
		assertFalse(draft.served(true), "it is answered, or will be");
	}

	/** The session is opened when sessions can be followed already, and drafts cannot be asked for yet. */
	@Test
	void aServiceThatComesWhileTheQuestionWithoutItIsUnderWayIsAskedAgain() {
		assertTrue(draft.live());
		assertFalse(draft.served(true));
		assertTrue(draft.refused(true), "it went without the service that is there now");
		assertTrue(draft.isAsked());
		assertFalse(draft.refused(true), "no other service came since: not again and again");
	}

	@Test
	void aServiceThatComesAfterTheAnswerIsAsked() {
		assertTrue(draft.live());
		assertFalse(draft.refused(true));
		assertFalse(draft.served(false), "nobody is there to ask");
		assertTrue(draft.served(true));
		assertFalse(draft.served(true));
	}

	@Test
	void aHostThatIsBackIsAsked() {
		assertTrue(draft.live());
		assertFalse(draft.refused(false));
		assertTrue(draft.live());
	}
}
