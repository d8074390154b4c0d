package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.questions.Question;

/** Where a session's questions stand, the first of those that wait; takes no room while there is none. On the SWT thread. */
final class QuestionPlace {
	private final Composite place;
	private final Function<EntryId, Question.Surroundings> surroundings;
	private final Runnable left;
	private @Nullable Question banner;
	private @Nullable EntryId asked;

	/**
	 * @param parent with a grid of one column
	 * @param room how high it may be, in points
	 * @param surroundings what is done with the answer to one
	 * @param left told when a question goes that had the focus
	 */
	QuestionPlace(Composite parent, IntSupplier room, Function<EntryId, Question.Surroundings> surroundings, Runnable left) {
		this.surroundings = surroundings;
		this.left = left;
		place = new Composite(parent, SWT.V_SCROLL);
		place.setLayout(new BannerLayout(place, room, () -> banner == null ? Integer.MAX_VALUE : banner.least()));
		place.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
		shown(false);
		parent.addListener(SWT.Resize, event -> {
			if (banner != null) {
				banner.control().requestLayout();
			}
		});
	}

	Control control() {
		return place;
	}

	/** The question that came first of those that wait; it stays until it is answered. */
	void show(List<Entry> entries) {
		List<Entry> waiting = entries.stream().filter(entry -> entry.status().open() && switch (entry.kind()) {
		case PERMISSION, INPUT -> true;
		case PROMPT, MESSAGE, THOUGHT, TOOL, PLAN, NOTICE, ERROR, LIFECYCLE, UNKNOWN -> false;
		}).toList();
		EntryId first = waiting.isEmpty() ? null : waiting.getFirst().id();
		if (Objects.equals(first, asked)) {
			if (banner != null) {
				banner.waiting(waiting.size());
			}
			return;
		}
		asked = first;
		boolean focused = banner != null && contains(banner.control(), place.getDisplay().getFocusControl());
		if (banner != null) {
			banner.control().dispose();
			banner = null;
		}
		if (first != null) {
			Entry entry = waiting.getFirst();
			banner = Question.of(place, entry.text(), entry.detail(), surroundings.apply(first));
			if (banner != null) {
				banner.waiting(waiting.size());
			}
		}
		shown(banner != null);
		place.layout();
		place.getParent().layout();
		if (focused) {
			left.run();
		}
	}

	/** @return told of a refusal of the answer that is given now: words, and whether to try again makes sense */
	BiConsumer<String, Boolean> refusal() {
		Question present = banner;
		return (words, again) -> {
			if (present != null && !present.control().isDisposed()) {
				present.refused(words, again);
			}
		};
	}

	private void shown(boolean shown) {
		((GridData) place.getLayoutData()).exclude = !shown;
		place.setVisible(shown);
	}

	private static boolean contains(Composite composite, @Nullable Control control) {
		for (Control each = control; each != null; each = each.getParent()) {
			if (each == composite) {
				return true;
			}
		}
		return false;
	}

	void paint(Palette palette) {
		place.setBackground(palette.raised());
		if (banner != null) {
			banner.paint(palette);
		}
	}
}
