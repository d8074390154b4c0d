package dev.umbra.ui.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What was typed, to be undone and redone. Letters of a word are one step. Pure; not shared between threads. */
final class Typing {
	private static final int MOST = 500;

	/** At {@code offset}, {@code before} became {@code after}. */
	record Change(int offset, String before, String after) {
		Change inverse() {
			return new Change(offset, after, before);
		}
	}

	private final Deque<Change> done = new ArrayDeque<>();
	private final Deque<Change> undone = new ArrayDeque<>();

	void typed(int offset, String before, String after) {
		undone.clear();
		Change last = done.peekLast();
		boolean letter = before.isEmpty() && after.length() == 1 && !Character.isWhitespace(after.charAt(0));
		if (last != null && letter && last.before().isEmpty() && offset == last.offset() + last.after().length()
				&& !last.after().isBlank() && !last.after().contains("\n")) {
			done.removeLast();
			done.addLast(new Change(last.offset(), "", last.after() + after));
			return;
		}
		done.addLast(new Change(offset, before, after));
		if (done.size() > MOST) {
			done.removeFirst();
		}
	}

	/** What is to be done to the text to take the last step back. */
	Optional<Change> undo() {
		Change last = done.pollLast();
		if (last == null) {
			return Optional.empty();
		}
		undone.addLast(last);
		return Optional.of(last.inverse());
	}

	Optional<Change> redo() {
		Change last = undone.pollLast();
		if (last == null) {
			return Optional.empty();
		}
		done.addLast(last);
		return Optional.of(last);
	}
}
