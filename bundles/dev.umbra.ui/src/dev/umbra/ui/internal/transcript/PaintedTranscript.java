package dev.umbra.ui.internal.transcript;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.EntryId;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.look.Space;

/**
 * A transcript that is painted: one widget however much was said. It follows the end as long as the end is in view, and else keeps
 * what is read where it is, whatever comes above or below. On the SWT thread.
 */
public final class PaintedTranscript implements Transcript {
	/** Pages that are read at most to find the place where somebody was. */
	private static final int MOST_PAGES = 40;
	/** Older entries are asked for when so many views are left above. */
	private static final int AHEAD = 2;

	private final Surroundings surroundings;
	private final Composite frame;
	private final TranscriptCanvas canvas;
	private final Content content;
	private final Viewport viewport;
	private final TranscriptKeys keys;
	private final TranscriptAccess access;
	private final Button toEnd;
	/** Entries that were not over when they were last shown. */
	private final Set<EntryId> open = new HashSet<>();
	private @Nullable SessionSnapshot snapshot;
	/** Of the newest entry when the end was last in view. */
	private long readUpTo;
	/** Of the first known entry when older ones were asked for; 0: not asked. */
	private long askedBefore;
	private @Nullable EntryId wanted;
	/** Of the wanted entry, the place that is wanted; -1: its beginning. */
	private int wantedPlace = -1;
	private int pages;

	public PaintedTranscript(Composite parent, Surroundings surroundings) {
		this.surroundings = surroundings;
		frame = new Composite(parent, SWT.NONE);
		toEnd = new Button(frame, SWT.PUSH);
		toEnd.setVisible(false);
		canvas = new TranscriptCanvas(frame, surroundings, new Moved());
		content = canvas.content();
		viewport = canvas.viewport();
		toEnd.addListener(SWT.Selection, event -> {
			toEnd();
			canvas.control().setFocus();
		});
		frame.setLayout(new Overlay());
		frame.setTabList(new Control[] { canvas.control(), toEnd });
		keys = new TranscriptKeys(canvas, this);
		new TranscriptPointer(canvas, this);
		access = new TranscriptAccess(canvas);
		TranscriptMenu.on(canvas, this, surroundings::find);
		canvas.control().addListener(SWT.Resize, event -> settled());
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
			content.fold(content.folding().below(Links.below(summary.cwd(), summary.addDirs())));
		}
		boolean changed = content.show(now.entries());
		canvas.restyle();
		findWanted();
		if (changed) {
			canvas.refresh();
			finished(now.entries());
		}
		settled();
	}

	/** Tells of what is over now and was not. Only the end of a transcript changes as a rule. */
	private void finished(List<Entry> entries) {
		Set<EntryId> before = Set.copyOf(open);
		open.clear();
		for (int i = Math.max(0, entries.size() - 200); i < entries.size(); i++) {
			Entry entry = entries.get(i);
			if (entry.status().open()) {
				open.add(entry.id());
			} else if (entry.kind() == EntryKind.MESSAGE && before.contains(entry.id())) {
				access.finished(i);
			}
		}
	}

	/** After a layout: what follows from what is in view. */
	private void settled() {
		if (wanted == null && !viewport.shown().isEmpty() && viewport.endInView(0)) {
			viewport.follow(true);
		}
		if (viewport.isFollowing()) {
			readUpTo = newest();
		}
		wantWhatFits();
		unread();
	}

	/** The person moved the view. */
	private void moved() {
		surroundings.scrolled();
		viewport.follow(wanted == null && viewport.endInView(0));
		settled();
	}

	private long newest() {
		return content.size() == 0 ? 0 : content.entry(content.size() - 1).ordinal();
	}

	/** Where the person was, once that entry is known. */
	private void findWanted() {
		EntryId id = wanted;
		SessionSnapshot now = snapshot;
		if (id == null || now == null || content.size() == 0) {
			return;
		}
		int index = content.indexOf(id);
		if (index >= 0) {
			wanted = null;
			if (wantedPlace >= 0) {
				goToPlace(id, wantedPlace);
			} else {
				viewport.put(index, 0, 0);
				canvas.refresh();
			}
		} else if (now.older() && (pages < MOST_PAGES || wantedPlace >= 0)) {
			askOlder(now);
		} else {
			wanted = null;
		}
	}

	@Override
	public @Nullable EntryId position() {
		if (wanted != null) {
			return wanted;
		}
		int index = content.indexOf(viewport.ordinal());
		return viewport.isFollowing() || index >= content.size() ? null : content.entry(index).id();
	}

	@Override
	public void goTo(@Nullable EntryId entry) {
		if (entry == null) {
			toEnd();
			return;
		}
		want(entry, -1);
		settled();
	}

	private void want(EntryId entry, int place) {
		wanted = entry;
		wantedPlace = place;
		pages = 0;
		askedBefore = 0;
		findWanted();
	}

	@Override
	public void mark(String text) {
		canvas.mark(text.isEmpty() ? Marks.NONE : new Marks(text));
	}

	@Override
	public int goToPlace(EntryId entry, int n) {
		int index = content.indexOf(entry);
		if (index < 0) {
			want(entry, Math.max(0, n));
			return 0;
		}
		List<Selection> places = canvas.marks().in(content.entry(index).ordinal(), content.rows(index));
		if (places.isEmpty() && Folding.folds(content.rows(index), entry)) {
			Folding flipped = content.folding().flip(entry);
			places = canvas.marks().in(content.entry(index).ordinal(), flipped.rows(content.entry(index), new MarkdownParts()));
			if (!places.isEmpty()) {
				content.fold(flipped);
			}
		}
		viewport.follow(false);
		if (places.isEmpty()) {
			viewport.put(index, 0, 0);
			canvas.refresh();
		} else {
			Selection place = places.get(Math.clamp(n, 0, places.size() - 1));
			canvas.select(place);
			canvas.refresh();
			canvas.reveal(place.first());
			selected();
		}
		settled();
		return places.size();
	}

	@Override
	public void restyle() {
		canvas.restyle();
	}

	@Override
	public boolean isAtEnd() {
		return viewport.isFollowing();
	}

	@Override
	public void toEnd() {
		wanted = null;
		viewport.follow(true);
		canvas.refresh();
		settled();
	}

	@Override
	public void copy() {
		Selection selection = canvas.selection();
		if (selection != null && !selection.isEmpty()) {
			Clip.put(frame.getDisplay(), copying(selection), Copying::plain);
		}
	}

	/** What is selected, or the entry of the caret, as it was written. */
	void copyMarkdown() {
		Selection selection = canvas.selection();
		if (selection != null) {
			long ordinal = selection.caret().ordinal();
			Selection all = selection.isEmpty() ? new Selection(new Place(ordinal, 0, 0), new Place(ordinal + 1, 0, 0)) : selection;
			Clip.put(frame.getDisplay(), copying(all), Copying::markdown);
		}
	}

	@Override
	public void copyAll() {
		Clip.put(frame.getDisplay(), Copying.all(content.entries(0, content.size()), content.folding()), Copying::plain);
	}

	Copying copying(Selection selection) {
		int from = Math.min(content.indexOf(selection.first().ordinal()), content.size());
		int to = Math.min(content.indexOf(selection.last().ordinal() + 1), content.size());
		return new Copying(content.entries(from, Math.max(from, to)), content.folding(), selection);
	}

	void selectAll() {
		if (content.size() > 0) {
			long first = content.entry(0).ordinal();
			List<Row> last = content.rows(content.size() - 1);
			canvas.select(new Selection(new Place(first, 0, 0), new Place(newest(), last.size() - 1, last.getLast().text().length())));
			selected();
		}
	}

	/** The caret went elsewhere, or what is selected is another. */
	void selected() {
		access.selected();
	}

	/** Whether the entry of the caret can be opened or folded. */
	boolean selectedFolds() {
		int index = selectedIndex();
		return index >= 0 && Folding.folds(content.rows(index), content.entry(index).id());
	}

	private int selectedIndex() {
		Selection selection = canvas.selection();
		int index = selection == null ? content.size() : content.indexOf(selection.first().ordinal());
		return index < content.size() ? index : -1;
	}

	void toggleSelected() {
		int index = selectedIndex();
		if (index >= 0) {
			fold(content.folding().flip(content.entry(index).id()));
		}
	}

	void fold(Folding.Rule rule) {
		fold(content.folding().all(rule));
	}

	private void fold(Folding now) {
		viewport.follow(false);
		content.fold(now);
		canvas.refresh();
		moved();
	}

	void follow(Target target) {
		switch (target) {
		case Target.Toggle(EntryId entry) -> fold(content.folding().flip(entry));
		case Target.InFile file -> surroundings.open(file.file(), file.line());
		case Target.OfEnclosure(Enclosure enclosure) -> surroundings.open(enclosure);
		case Target.Output(EntryId entry) -> surroundings.output(entry);
		case Target.Terminal(String terminal) -> surroundings.stop(terminal);
		case Target.Web web -> TranscriptMenu.ask(canvas, web, keys.caretBounds());
		}
	}

	/** Asks for older entries when the first known one is near. */
	private void wantWhatFits() {
		SessionSnapshot now = snapshot;
		boolean laid = !viewport.shown().isEmpty();
		if (now != null && laid && now.older() && viewport.top() < (long) AHEAD * viewport.height()) {
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
		boolean visible = !viewport.isFollowing() && content.size() > 0;
		if (visible) {
			int count = content.size() - content.indexOf(readUpTo + 1);
			String words = "↓  " + (count == 0 ? Messages.to_end : count == 1 ? Messages.to_end_one : NLS.bind(Messages.to_end_many, count));
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

	private final class Moved implements TranscriptCanvas.Listener {
		@Override
		public void moved() {
			PaintedTranscript.this.moved();
		}

		@Override
		public void seen() {
			settled();
		}
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
			canvas.control().setBounds(area);
			Point size = toEnd.computeSize(SWT.DEFAULT, SWT.DEFAULT);
			int bar = area.width - canvas.control().getClientArea().width;
			toEnd.setBounds(area.width - bar - size.x - Space.INSET, area.height - size.y - Space.INSET, size.x, size.y);
		}
	}
}
