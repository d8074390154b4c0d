package dev.umbra.ui.internal.questions;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.ui.internal.look.Palette;

/** Something that waits for the person, as a control. On the SWT thread. */
public sealed interface Question permits PermissionView, SheetView {
	/** What a question wants of its surroundings. */
	interface Surroundings {
		/** Told once per answer; the question is then disabled until {@link Question#refused}. */
		void answer(Given given);

		/** The person wants a standing answer to questions like this one. */
		void makeRule(Detail.Permission permission);

		/** Name of the agent that asks, as the command line takes it. */
		String agent();
	}

	/**
	 * @param text what the agent says of it; not used by a permission
	 * @return null if the detail is none that waits for a person
	 */
	static @Nullable Question of(Composite parent, String text, Detail detail, Surroundings surroundings) {
		return switch (detail) {
		case Detail.Permission permission -> new PermissionView(parent, permission, surroundings);
		case Detail.Input input -> new InputView(parent, text, input, surroundings);
		case Detail.Login login -> new LoginView(parent, text, login, surroundings);
		case Detail.Plain plain -> null;
		case Detail.Prompt prompt -> null;
		case Detail.Media media -> null;
		case Detail.Notice notice -> null;
		case Detail.Compaction compaction -> null;
		case Detail.Tool tool -> null;
		case Detail.Plan plan -> null;
		case Detail.Fault fault -> null;
		case Detail.Lifecycle lifecycle -> null;
		case Detail.Unknown unknown -> null;
		};
	}

	Composite control();

	/** @param count how many questions of this session wait, this one among them */
	void waiting(int count);

	/** Whether an answer would reach anyone; if not, the answers look and are disabled. */
	void reachable(boolean now);

	/** The answer did not count: says why. @param again whether it may be answered once more */
	void refused(String words, boolean again);

	/** Follows the theme. */
	void paint(Palette palette);

	/** A key that was pressed beside the question and is meant for it; one that means nothing to it does nothing. */
	void key(Event event);

	/**
	 * The height in points down to which it scrolls what it asks and keeps its answers in view; below it is scrolled as a
	 * whole.
	 */
	default int least() {
		return Integer.MAX_VALUE;
	}
}
