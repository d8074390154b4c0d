package dev.umbra.ui.internal.questions;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

import dev.umbra.ui.internal.look.Palette;

/** A question on a {@link Sheet}: answered once, unless the answer did not count. On the SWT thread. */
abstract sealed class SheetView extends Composite implements Question permits InputView, LoginView {
	private final Surroundings surroundings;
	private boolean reachable = true;
	private boolean answering;

	SheetView(Composite parent, Surroundings surroundings) {
		super(parent, SWT.NONE);
		this.surroundings = surroundings;
	}

	/** What it is written on. */
	abstract Sheet sheet();

	/** Follows {@link #canAnswer} and {@link #isAnswering}. */
	abstract void enable();

	final boolean canAnswer() {
		return reachable && !answering;
	}

	final boolean isAnswering() {
		return answering;
	}

	/** Once; what comes before the answer counted is nothing. @param words what is said meanwhile */
	final void answer(Given given, String words) {
		if (!answering) {
			answering = true;
			enable();
			sheet().say(words, false);
			surroundings.answer(given);
		}
	}

	@Override
	public final Composite control() {
		return this;
	}

	@Override
	public final void waiting(int count) {
		sheet().place(count > 1 ? NLS.bind(Messages.waiting_place, count) : "");
	}

	@Override
	public final void reachable(boolean now) {
		if (reachable != now) {
			reachable = now;
			enable();
		}
	}

	@Override
	public final void refused(String words, boolean again) {
		answering = !again;
		enable();
		sheet().say(words, true);
	}

	@Override
	public final void paint(Palette palette) {
		sheet().paint(palette);
	}
}
