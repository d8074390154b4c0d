package dev.umbra.ui.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.VerifyEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;

/**
 * Commands and files to choose from while they are typed: Up and Down choose, Enter and Tab take, Esc puts away. Remembers the
 * files that were taken: they go with the prompt. On the SWT thread.
 */
final class Completions {
	/** Of a file that goes with a prompt whole because it is named; of a larger one only its place is told. Bytes. */
	private static final long SMALL = 256 * 1024;
	private static final int PAGE = 8;

	private final StyledText text;
	private final EditedText edited;
	private final Control above;
	private final UISynchronize ui;
	private final Composite over;
	/** Made when there is something to offer for the first time. */
	private @Nullable CompletionList list;
	private final FolderIndex folder;
	private final Map<String, Boolean> accepted = new LinkedHashMap<>();
	private List<Completing.Offered> rows = List.of();
	private Completing.@Nullable Asked asked;
	private int dismissed = -1;
	private Offer offer = Offer.NONE;
	private String cwd = "";

	/** @param over what the list is laid over; @param above it stays above this one, which is a child of it or deeper */
	Completions(StyledText text, EditedText edited, Composite over, Control above, UISynchronize ui) {
		this.text = text;
		this.edited = edited;
		this.above = above;
		this.ui = ui;
		this.over = over;
		folder = new FolderIndex(ui, this::look);
		text.addCaretListener(event -> ui.asyncExec(this::moved));
		text.addListener(SWT.FocusOut, event -> ui.asyncExec(this::left));
	}

	void show(SessionSummary summary) {
		offer = summary.offer();
		if (!cwd.equals(summary.cwd())) {
			cwd = summary.cwd();
			folder.folder(Path.of(cwd));
		}
	}

	boolean isOpen() {
		CompletionList made = list;
		return made != null && made.isOpen();
	}

	/** The person typed. */
	void typed() {
		if (edited.replacing()) {
			close();
			return;
		}
		Optional<Completing.Asked> now = Completing.at(text.getText(), text.getCaretOffset());
		Completing.Asked before = asked;
		asked = now.orElse(null);
		if (asked == null) {
			dismissed = -1;
			close();
			return;
		}
		boolean begun = before == null || before.start() != asked.start() || before.kind() != asked.kind();
		if (begun && asked.kind() == Completing.Kind.FILE) {
			folder.want();
		}
		look();
	}

	private void look() {
		Completing.Asked now = asked;
		if (text.isDisposed() || now == null || now.start() == dismissed) {
			return;
		}
		rows = switch (now.kind()) {
		case COMMAND -> Completing.commands(offer.commands(), now.typed());
		case FILE -> Completing.files(folder.files(), now.typed());
		};
		if (rows.isEmpty()) {
			hide();
			return;
		}
		Point caret = text.getLocationAtOffset(now.start());
		Point left = text.getDisplay().map(text, over, caret);
		CompletionList made = list == null ? new CompletionList(over, this::take) : list;
		list = made;
		made.show(rows, new Point(left.x, above.getLocation().y));
	}

	/** The cursor was moved out of the word. */
	private void moved() {
		if (text.isDisposed() || asked == null) {
			return;
		}
		Optional<Completing.Asked> now = Completing.at(text.getText(), text.getCaretOffset());
		if (now.isEmpty() || now.get().start() != asked.start()) {
			close();
		}
	}

	private void left() {
		if (!text.isDisposed()) {
			Control focus = text.getDisplay().getFocusControl();
			if (focus != text && (focus == null || list == null || !list.owns(focus))) {
				close();
			}
		}
	}

	void close() {
		asked = null;
		hide();
	}

	private void hide() {
		if (list != null) {
			list.close();
		}
	}

	/** @return whether the key was for the list */
	boolean key(VerifyEvent event) {
		CompletionList shown = list;
		if (shown == null || !shown.isOpen() || (event.stateMask & SWT.MODIFIER_MASK) != 0) {
			return false;
		}
		int last = shown.count() - 1;
		int at = shown.selected();
		switch (event.keyCode) {
		case SWT.ARROW_DOWN -> shown.select(at >= last ? 0 : at + 1);
		case SWT.ARROW_UP -> shown.select(at <= 0 ? last : at - 1);
		case SWT.PAGE_DOWN -> shown.select(Math.min(last, at + PAGE));
		case SWT.PAGE_UP -> shown.select(Math.max(0, at - PAGE));
		case SWT.CR, SWT.KEYPAD_CR, SWT.TAB -> {
			if (event.keyCode != SWT.TAB && wholeCommand(at)) {
				close();
				return false;
			}
			take(at);
		}
		case SWT.ESC -> {
			dismissed = asked == null ? -1 : asked.start();
			shown.close();
		}
		default -> {
			return false;
		}
		}
		event.doit = false;
		return true;
	}

	/** A command that is typed to its end and takes nothing is sent by Enter, not completed. */
	private boolean wholeCommand(int at) {
		Completing.Asked now = asked;
		return now != null && now.kind() == Completing.Kind.COMMAND && at >= 0 && at < rows.size()
				&& rows.get(at).inserted().strip().equals("/" + now.typed());
	}

	private void take(int index) {
		Completing.Asked now = asked;
		if (now == null || index < 0 || index >= rows.size()) {
			return;
		}
		String inserted = rows.get(index).inserted();
		close();
		edited.replace(now.start(), now.end(), inserted);
		if (now.kind() == Completing.Kind.FILE) {
			accept(inserted.substring(1).stripTrailing());
		}
		text.setFocus();
	}

	/** Whether it goes with the prompt whole is looked up on the disk. */
	private void accept(String path) {
		accepted.put(path, false);
		Path file = Path.of(cwd).resolve(path);
		Threads.virtual("enclosure", () -> {
			boolean small = isSmall(file);
			ui.asyncExec(() -> accepted.replace(path, small));
		});
	}

	private static boolean isSmall(Path file) {
		try {
			return Files.size(file) <= SMALL;
		} catch (IOException gone) {
			return false;
		}
	}

	/** The files that were taken and are still named, as they go with the prompt. */
	List<Sessions.NewEnclosure> enclosures(String words) {
		List<Sessions.NewEnclosure> named = new ArrayList<>();
		for (String path : Completing.named(words, accepted.keySet())) {
			boolean whole = offer.embedded() && Boolean.TRUE.equals(accepted.get(path));
			named.add(new Sessions.NewEnclosure(Path.of(cwd).resolve(path).toString(), path, null, null, !whole));
		}
		return named;
	}
}
