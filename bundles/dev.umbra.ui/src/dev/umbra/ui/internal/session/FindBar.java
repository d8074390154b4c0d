package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.History.Place;
import dev.umbra.core.api.History.Places;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.transcript.Transcript;

/**
 * Looks for a text in the whole session: the host says where it stands, the transcript marks it and goes there. While the session
 * goes on the count follows. Takes no room while nobody looks for anything. On the SWT thread.
 */
final class FindBar {
	/** After a key, until the host is asked, in milliseconds. */
	private static final int TYPING = 150;
	/** Between two questions while the session goes on, in milliseconds. */
	private static final int RENEWAL = 500;

	/** Made when somebody looks for something for the first time: most tabs never need it. */
	private record Content(Label name, Text text, Label count, List<Button> buttons) {
	}

	private final Composite bar;
	private @Nullable Content content;
	private @Nullable Palette painted;
	private final Transcript transcript;
	private final Function<String, CompletionStage<Outcome<Places>>> host;
	private final Runnable typed = this::ask;
	private final Runnable renewal = this::renew;
	private FoundPlaces found = FoundPlaces.NONE;
	/** What {@link #found} is of; empty: of nothing. */
	private String asked = "";
	private List<Entry> entries = List.of();
	private long revision;
	private long askedRevision;
	private boolean renewing;
	/** Ordinal of the entry that the person looked at when the search began. */
	private long origin;

	/** @param parent with a grid of one column; the bar stands above the transcript */
	FindBar(Composite parent, Transcript transcript, Function<String, CompletionStage<Outcome<Places>>> host) {
		this.transcript = transcript;
		this.host = host;
		bar = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(6, false);
		layout.marginHeight = Space.TIGHT;
		layout.marginWidth = Space.INSET;
		layout.horizontalSpacing = Space.NEAR;
		bar.setLayout(layout);
		bar.addListener(SWT.Dispose, event -> {
			bar.getDisplay().timerExec(-1, typed);
			bar.getDisplay().timerExec(-1, renewal);
		});
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		place.exclude = true;
		bar.setLayoutData(place);
		bar.setVisible(false);
		bar.moveAbove(transcript.control());
	}

	private Content content() {
		Content made = content;
		if (made == null) {
			Label name = Fields.label(bar, Messages.find);
			Text text = Fields.line(bar, Messages.find_name, SWT.NONE);
			text.setMessage(Messages.find_hint);
			Label count = new Label(bar, SWT.NONE);
			count.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
			made = new Content(name, text, count, List.of(button(Icon.UP, Messages.find_previous, this::previous),
					button(Icon.DOWN, Messages.find_next, this::next), button(Icon.CLOSE, Messages.find_close, this::close)));
			content = made;
			text.addListener(SWT.Modify, event -> changed());
			text.addListener(SWT.KeyDown, this::key);
			for (Control each : bar.getChildren()) {
				each.addListener(SWT.Traverse, this::leave);
			}
			OwnColours.keep(bar);
			if (painted != null) {
				paint(painted);
			}
		}
		return made;
	}

	private Button button(Icon icon, String words, Runnable run) {
		Button button = Named.named(new Button(bar, SWT.PUSH | SWT.FLAT), words);
		button.setImage(Icons.image(icon));
		button.setToolTipText(words);
		button.addListener(SWT.Selection, event -> run.run());
		return button;
	}

	void paint(Palette palette) {
		painted = palette;
		bar.setBackground(palette.raised());
		Content made = content;
		if (made == null) {
			return;
		}
		for (Control each : List.of(made.name(), made.count())) {
			each.setBackground(palette.raised());
			each.setForeground(palette.dim());
		}
		made.buttons().forEach(button -> button.setBackground(palette.raised()));
		made.text().setBackground(palette.surface());
		made.text().setForeground(palette.text());
	}

	private String wanted() {
		return content().text().getText();
	}

	boolean isOpen() {
		return bar.getVisible();
	}

	/** Shows the bar; what was looked for last is there again, to be typed over. */
	void open() {
		Text text = content().text();
		if (!isOpen()) {
			visible(true);
			origin = lookedAt();
			changed();
		}
		text.selectAll();
		text.setFocus();
	}

	void close() {
		if (isOpen()) {
			visible(false);
			bar.getDisplay().timerExec(-1, typed);
			transcript.mark("");
			transcript.control().setFocus();
		}
	}

	/** The next place; opens the bar if it is closed. */
	void next() {
		step(true);
	}

	void previous() {
		step(false);
	}

	private void step(boolean forward) {
		if (!isOpen()) {
			open();
		} else if (!asked.equals(wanted())) {
			ask();
		} else {
			found = forward ? found.next() : found.previous();
			show();
		}
	}

	/** The session has gone on, or is another page longer. */
	void advanced(List<Entry> now, long newRevision) {
		entries = now;
		revision = newRevision;
		if (isOpen() && !asked.isEmpty() && revision != askedRevision && !renewing) {
			renewing = true;
			bar.getDisplay().timerExec(RENEWAL, renewal);
		}
	}

	private void changed() {
		transcript.mark(wanted());
		if (wanted().isEmpty()) {
			bar.getDisplay().timerExec(-1, typed);
			asked = "";
			found = FoundPlaces.NONE;
			say("");
		} else {
			bar.getDisplay().timerExec(TYPING, typed);
		}
	}

	private void ask() {
		String wanted = wanted();
		bar.getDisplay().timerExec(-1, typed);
		if (wanted.isEmpty()) {
			return;
		}
		asked = wanted;
		found = FoundPlaces.NONE;
		ask(wanted, places -> {
			found = FoundPlaces.from(places, origin);
			show();
		});
	}

	private void renew() {
		renewing = false;
		if (isOpen() && !asked.isEmpty()) {
			ask(asked, places -> {
				found = found.renewed(places);
				say(found.words());
			});
		}
	}

	private void ask(String wanted, Consumer<Places> then) {
		askedRevision = revision;
		HostAnswers.ask(bar, host, call -> call.apply(wanted), places -> {
			if (wanted.equals(asked) && isOpen()) {
				then.accept(places);
			}
		}, (Failure failure) -> {
			if (wanted.equals(asked)) {
				asked = "";
				say(failure.message());
			}
		});
	}

	private void show() {
		Place place = found.shown();
		say(found.words());
		if (place != null) {
			origin = place.ordinal();
			transcript.goToPlace(place.entry(), found.inEntry());
		}
	}

	private void say(String words) {
		Label count = content().count();
		if (!words.equals(count.getText())) {
			count.setText(words.replace("&", "&&"));
			count.setToolTipText(words);
			bar.layout();
		}
	}

	/** Of the entry at the upper edge; while the end is followed, beyond all. */
	private long lookedAt() {
		EntryId top = transcript.position();
		return entries.stream().filter(entry -> entry.id().equals(top)).mapToLong(Entry::ordinal).findFirst().orElse(Long.MAX_VALUE);
	}

	private void key(Event event) {
		if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
			step((event.stateMask & SWT.MOD2) == 0);
			event.doit = false;
		}
	}

	private void leave(Event event) {
		if (event.detail == SWT.TRAVERSE_ESCAPE) {
			event.doit = false;
			close();
		}
	}

	private void visible(boolean visible) {
		Fields.show(bar, visible);
		bar.getParent().layout();
	}
}
