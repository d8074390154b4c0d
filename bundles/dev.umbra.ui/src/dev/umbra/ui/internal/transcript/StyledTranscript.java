package dev.umbra.ui.internal.transcript;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.EntryId;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.look.Space;

/**
 * A transcript in one text control. It follows the end as long as the end is in view, and else keeps what is read where it
 * is, whatever comes above or below. On the SWT thread.
 */
public final class StyledTranscript implements Transcript {
	/** Entries in the control at once. */
	static final int WINDOW = 250;
	/** Of them, those that are there at first: more than a screen. The others come while the window is in use already. */
	private static final int AT_FIRST = 40;
	/** Between two steps of this, in milliseconds: what the person does comes first. */
	private static final int GROW_PAUSE = 12;
	/** Pages that are read at most to find the place where somebody was. */
	private static final int MOST_PAGES = 40;
	/** Of a line, in points: longer ones are hard to read. */
	private static final int WIDEST = 880;

	private final Surroundings surroundings;
	private final Composite frame;
	private final RowsText rows;
	private final StyledText text;
	private final Button toEnd;
	private final TranscriptText model = new TranscriptText();
	private final EntryWindow window = new EntryWindow(WINDOW, AT_FIRST);
	private final Set<EntryId> toggled = new HashSet<>();
	private @Nullable SessionSnapshot snapshot;
	private Links links = Links.NONE;
	private boolean following = true;
	/** Whether {@link #snapshot} is not painted yet, since there is no room. */
	private boolean waitsForSize;
	/** Of the newest entry when the end was last in view. */
	private long readUpTo;
	/** Of the first known entry when older ones were asked for; 0: not asked. */
	private long askedBefore;
	private @Nullable EntryId wanted;
	private int pages;
	private boolean growing;

	public StyledTranscript(Composite parent, Surroundings surroundings) {
		this.surroundings = surroundings;
		frame = new Composite(parent, SWT.NONE);
		toEnd = new Button(frame, SWT.PUSH);
		toEnd.setVisible(false);
		toEnd.addListener(SWT.Selection, event -> {
			toEnd();
			this.rows().control().setFocus();
		});
		rows = new RowsText(frame, SWT.V_SCROLL, WIDEST, false);
		text = rows.control();
		text.setAlwaysShowScrollBars(false);
		text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = Messages.name;
			}
		});
		frame.setLayout(new Overlay());
		text.getVerticalBar().addListener(SWT.Selection, event -> scrolled());
		for (int kind : new int[] { SWT.MouseWheel, SWT.KeyUp }) {
			text.addListener(kind, event -> frame.getDisplay().asyncExec(this::scrolledIfAlive));
		}
		text.addListener(SWT.Resize, event -> {
			SessionSnapshot now = snapshot;
			if (waitsForSize && now != null && text.getSize().x > 0) {
				show(now);
			}
			frame.getDisplay().asyncExec(this::settle);
		});
		text.addListener(SWT.MouseMove, this::hover);
		text.addListener(SWT.MouseUp, event -> {
			if (event.button == 1 && text.getSelectionCount() == 0) {
				rows.target(event.x, event.y).ifPresent(this::follow);
			}
		});
		text.addVerifyKeyListener(event -> {
			if (event.stateMask == 0 && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR || event.keyCode == ' ')) {
				rows.targetAtCaret().ifPresent(this::follow);
				event.doit = false;
			} else if (event.stateMask == SWT.MOD1 && event.keyCode == SWT.END) {
				toEnd();
			}
		});
		menu();
	}

	private RowsText rows() {
		return rows;
	}

	private void menu() {
		Menu menu = new Menu(text);
		MenuItem copy = new MenuItem(menu, SWT.PUSH);
		copy.setText(Messages.copy);
		copy.addListener(SWT.Selection, event -> copy());
		MenuItem all = new MenuItem(menu, SWT.PUSH);
		all.setText(Messages.select_all);
		all.addListener(SWT.Selection, event -> text.selectAll());
		menu.addListener(SWT.Show, event -> copy.setEnabled(text.getSelectionCount() > 0));
		text.setMenu(menu);
	}

	@Override
	public Control control() {
		return frame;
	}

	@Override
	public void show(SessionSnapshot now) {
		if (now.entries().isEmpty() && snapshot != null && !snapshot.entries().isEmpty() && now.failure() != null) {
			return;
		}
		snapshot = now;
		SessionSummary summary = now.summary();
		if (summary != null) {
			links = Links.below(summary.cwd(), summary.addDirs());
		}
		waitsForSize = text.getSize().x == 0;
		if (waitsForSize) {
			// without a width each word would be laid out as a line, some hundred milliseconds for nothing
			return;
		}
		rows.restyle();
		findWanted(now);
		paint();
		frame.getDisplay().asyncExec(this::settle);
	}

	/** After a layout: who followed the end still does, however high the control is now. */
	private void settle() {
		if (text.isDisposed()) {
			return;
		}
		if (following) {
			bottom();
			wantWhatFits();
		} else {
			scrolled();
		}
	}

	private void paint() {
		SessionSnapshot now = snapshot;
		if (now == null) {
			return;
		}
		List<Entry> shown = window.of(now.entries());
		List<Edit> edits = model.show(shown, toggled, links);
		if (!edits.isEmpty()) {
			apply(edits);
		}
		if (following) {
			readUpTo = newest(now);
		}
		unread();
		if (!growing) {
			growing = true;
			frame.getDisplay().timerExec(GROW_PAUSE, this::grow);
		}
	}

	private void grow() {
		growing = false;
		SessionSnapshot now = snapshot;
		if (!text.isDisposed() && now != null && window.grow(now.entries())) {
			paint();
		}
	}

	private void apply(List<Edit> edits) {
		int top = text.getLineIndex(0);
		int pixel = text.getLinePixel(top);
		int moved = top;
		boolean above = false;
		for (Edit edit : edits) {
			if (edit.line() < moved || edit.line() == moved && edit.removed() == 0 && moved > 0) {
				above = true;
				int gone = edit.removed();
				int shift = edit.lines().size() - gone;
				moved = edit.line() + gone <= moved ? moved + shift : Math.min(moved, edit.line() + edit.lines().size());
			}
		}
		rows.apply(edits);
		if (following) {
			bottom();
		} else if (above) {
			int line = Math.max(0, Math.min(moved, text.getLineCount() - 1));
			text.setTopIndex(line);
			text.setTopPixel(text.getTopPixel() + text.getLinePixel(line) - pixel);
		}
	}

	private void bottom() {
		text.setTopIndex(Math.max(0, text.getLineCount() - 1));
	}

	private static long newest(SessionSnapshot now) {
		return now.entries().isEmpty() ? 0 : now.entries().getLast().ordinal();
	}

	/** Where the person was, once that entry is known. */
	private void findWanted(SessionSnapshot now) {
		EntryId id = wanted;
		if (id == null || now.entries().isEmpty()) {
			return;
		}
		Optional<Entry> entry = now.entries().stream().filter(each -> each.id().equals(id)).findFirst();
		if (entry.isPresent()) {
			wanted = null;
			following = false;
			window.around(entry.get().ordinal(), now.entries());
			paint();
			toLineOf(id);
		} else if (now.older() && pages < MOST_PAGES) {
			askOlder(now);
		} else {
			wanted = null;
		}
	}

	private void toLineOf(EntryId id) {
		for (int i = 0; i < rows.lineCount(); i++) {
			if (rows.line(i).filter(line -> line.entry().equals(id)).isPresent()) {
				text.setTopIndex(i);
				return;
			}
		}
	}

	@Override
	public @Nullable EntryId position() {
		if (wanted != null) {
			return wanted;
		}
		return following ? null : rows.line(text.getLineIndex(0)).map(Line::entry).orElse(null);
	}

	@Override
	public void goTo(@Nullable EntryId entry) {
		if (entry == null) {
			toEnd();
			return;
		}
		wanted = entry;
		pages = 0;
		if (snapshot != null) {
			findWanted(snapshot);
		}
	}

	@Override
	public void restyle() {
		rows.restyle();
	}

	@Override
	public boolean isAtEnd() {
		return following;
	}

	@Override
	public void toEnd() {
		wanted = null;
		following = true;
		window.toNewest();
		paint();
		bottom();
	}

	@Override
	public void copy() {
		rows.copy();
	}

	@Override
	public void copyAll() {
		Point selected = text.getSelectionRange();
		int top = text.getTopPixel();
		text.selectAll();
		rows.copy();
		text.setSelectionRange(selected.x, selected.y);
		text.setTopPixel(top);
	}

	@Override
	public void mark(String words) {
		// this control selects what is gone to, and marks nothing besides
	}

	@Override
	public int goToPlace(EntryId entry, int n) {
		goTo(entry);
		return 0;
	}

	private boolean endInView() {
		Rectangle area = text.getClientArea();
		int last = text.getLineCount() - 1;
		return text.getLineIndex(area.height) >= last
				&& text.getLinePixel(last) <= area.height + text.getLineHeight() / 2;
	}

	private void scrolledIfAlive() {
		if (!text.isDisposed()) {
			scrolled();
		}
	}

	private void scrolled() {
		SessionSnapshot now = snapshot;
		if (now == null || now.entries().isEmpty()) {
			return;
		}
		surroundings.scrolled();
		boolean end = endInView();
		if (end && window.towardsNewer(now.entries())) {
			following = false;
			paint();
			return;
		}
		following = end && wanted == null;
		if (following) {
			readUpTo = newest(now);
		}
		if (text.getLineIndex(0) <= 1 && window.towardsOlder(now.entries())) {
			following = false;
			paint();
		}
		wantWhatFits();
		unread();
	}

	/** Asks for older entries when the first known one is in view. */
	private void wantWhatFits() {
		SessionSnapshot now = snapshot;
		if (now != null && now.older() && !now.entries().isEmpty() && text.getLineIndex(0) <= 1) {
			askOlder(now);
		}
	}

	private void askOlder(SessionSnapshot now) {
		long first = now.entries().getFirst().ordinal();
		if (askedBefore != first) {
			askedBefore = first;
			pages++;
			surroundings.wantOlder();
		}
	}

	/** The button to the end, with the number of entries that came since the end was last in view. */
	private void unread() {
		SessionSnapshot now = snapshot;
		boolean visible = !following && now != null && !now.entries().isEmpty();
		if (visible) {
			long count = now.entries().reversed().stream().takeWhile(entry -> entry.ordinal() > readUpTo).count();
			String words = "↓  " + (count == 0 ? Messages.to_end : count == 1 ? Messages.to_end_one
					: NLS.bind(Messages.to_end_many, count));
			if (!words.equals(toEnd.getText())) {
				toEnd.setText(words);
				toEnd.setToolTipText(Messages.to_end);
				frame.layout();
			}
		}
		if (toEnd.getVisible() != visible) {
			toEnd.setVisible(visible);
			if (visible) {
				toEnd.moveAbove(null);
				frame.layout();
			}
		}
	}

	private void hover(Event event) {
		Optional<Target> target = rows.target(event.x, event.y);
		text.setCursor(target.isPresent() ? text.getDisplay().getSystemCursor(SWT.CURSOR_HAND) : null);
		String words = target.map(to -> to instanceof Target.Toggle ? Messages.toggle_tip : to.words()).orElse(null);
		if (!Objects.equals(words, text.getToolTipText())) {
			text.setToolTipText(words);
		}
	}

	private void follow(Target target) {
		switch (target) {
		case Target.Toggle(EntryId entry) -> {
			if (!toggled.remove(entry)) {
				toggled.add(entry);
			}
			following = false;
			paint();
			frame.getDisplay().asyncExec(this::scrolledIfAlive);
		}
		case Target.InFile file -> surroundings.open(file.file(), file.line());
		case Target.OfEnclosure(Enclosure enclosure) -> surroundings.open(enclosure);
		case Target.Terminal(String terminal) -> surroundings.stop(terminal);
		case Target.Web web -> ask(web);
		}
	}

	/** The whole address is seen before anything is opened: the text of a link may say something else. */
	private void ask(Target.Web web) {
		Menu menu = new Menu(text);
		MenuItem open = new MenuItem(menu, SWT.PUSH);
		open.setText(NLS.bind(Messages.open_web, web.uri()).replace("&", "&&"));
		open.addListener(SWT.Selection, event -> Program.launch(web.uri()));
		MenuItem copy = new MenuItem(menu, SWT.PUSH);
		copy.setText(Messages.copy_target);
		copy.addListener(SWT.Selection, event -> rows.copy(web.uri()));
		menu.addListener(SWT.Hide, event -> menu.getDisplay().asyncExec(menu::dispose));
		Point caret = text.getLocationAtOffset(text.getCaretOffset());
		menu.setLocation(text.toDisplay(caret.x, caret.y + text.getLineHeight(text.getCaretOffset())));
		menu.setVisible(true);
	}

	/** The text everywhere, the button above its lower right corner. */
	private final class Overlay extends Layout {
		@Override
		protected Point computeSize(Composite composite, int wHint, int hHint, boolean flush) {
			return new Point(wHint == SWT.DEFAULT ? 320 : wHint, hHint == SWT.DEFAULT ? 160 : hHint);
		}

		@Override
		protected void layout(Composite composite, boolean flush) {
			Rectangle area = composite.getClientArea();
			text.setBounds(area);
			Point size = toEnd.computeSize(SWT.DEFAULT, SWT.DEFAULT);
			int bar = area.width - text.getClientArea().width;
			toEnd.setBounds(area.width - bar - size.x - Space.INSET, area.height - size.y - Space.INSET, size.x, size.y);
		}
	}
}
