package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions.NewEnclosure;

class EnclosureDraftTest {
	private static final NewEnclosure A = new NewEnclosure("/a", "a", null, null, false);
	private static final NewEnclosure B = new NewEnclosure(null, "b", "image/png", "AAAA", false);
	private final List<List<NewEnclosure>> put = new ArrayList<>();
	private final List<CompletableFuture<Outcome<Done>>> answers = new ArrayList<>();
	private final EnclosureDraft draft = new EnclosureDraft(list -> {
		put.add(list);
		answers.add(new CompletableFuture<>());
		return answers.getLast();
	});

	private void answer() {
		answers.getLast().complete(Outcome.ok(new Done()));
	}

	@Test
	void nothingIsToldBeforeItIsKnownWhatTheHostHas() {
		draft.keep(List.of(A));
		assertEquals(List.of(), put, "it would replace what was kept");
		draft.keep(List.of(B, A));
		draft.known();
		assertEquals(List.of(List.of(B, A)), put);
	}

	@Test
	void whereNothingCameNothingIsTold() {
		draft.known();
		draft.keep(List.of());
		assertEquals(List.of(), put);
	}

	@Test
	void oneListIsUnderWayAndTheNewestFollowsIt() {
		draft.known();
		draft.keep(List.of(A));
		draft.keep(List.of(A, B));
		draft.keep(List.of(B));
		assertEquals(List.of(List.of(A)), put);
		answer();
		assertEquals(List.of(List.of(A), List.of(B)), put);
		answer();
		draft.keep(List.of(B));
		assertEquals(2, put.size(), "the same again");
		draft.done();
		assertEquals(List.of(), put.getLast());
	}

	@Test
	void whatCouldNotBeKeptIsToldAgainWhenTheHostIsBack() {
		draft.known();
		draft.keep(List.of(A));
		answers.getLast().complete(Outcome.notOk(new Failure(Failure.Code.HOST_UNREACHABLE, "gone", null)));
		assertEquals(1, put.size());
		draft.again();
		assertEquals(List.of(List.of(A), List.of(A)), put);
		answer();
		draft.again();
		assertEquals(2, put.size());
	}
}
