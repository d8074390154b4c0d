package dev.umbra.ui.internal.details;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.git.GitPane;
import dev.umbra.ui.internal.live.Section;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.session.FrontSession;

/**
 * What the part shows: the session in front in words, its context as a bar, the notes of its folder. News from the watch of its
 * tab signal a latch; its work reads the newest snapshot and changes only what differs. On the SWT thread.
 */
final class DetailsView {
	/** What a view needs of its part. */
	interface Surroundings {
		NoteKeeping notes(String folder);

		/** What was typed for a folder in an earlier window and could not be kept; or null. */
		@Nullable String unkept(String folder);

		/** @param text null: all is kept */
		void unkept(String folder, @Nullable String text);

		/** Has the agent of this session go on. @param failed told on the SWT thread if that is refused */
		void resume(SessionId session, java.util.function.Consumer<Failure> failed);

		void newSession();

		/** Null while there is none. */
		@Nullable Git git();

		/** Null while there is nobody to ask. */
		@Nullable GitWatch git(SessionId session);
	}

	/** From the moment that another tab came to the front until this part follows, in milliseconds: the tab is painted first. */
	private static final int SETTLE_MILLIS = 100;
	/** Ages are told in minutes. */
	private static final int AGE_MILLIS = 30_000;

	private final Composite root;
	private final InstantSource clock;
	private final FrontSession front;
	private final Surroundings surroundings;
	private final Latch latch;
	private volatile boolean served;
	private final NoticeBar problem;
	private final Composite body;
	private final StackLayout stack = new StackLayout();
	private final EmptyState empty;
	private final ScrolledComposite scrolled;
	private final Composite content;
	private final StatePane statePane;
	private final ContextPane contextPane;
	private final Section<Details.State> state;
	private final Section<Details.Context> context;
	private final GitPane git;
	private final NotesPane notes;
	private final Subscription following;
	private final Runnable ageing = this::aged;
	private final Runnable settled = this::settled;
	private boolean settling;
	private @Nullable SessionWatch watch;
	private @Nullable Subscription changes;
	private @Nullable Palette painted;
	/** Of a resume that was refused; until the session goes on. */
	private @Nullable Failure refused;
	private long refusedAt;
	private boolean wasLive;
	/** Revision of the newest tool call that ended. */
	private long worked;

	DetailsView(Composite root, UISynchronize ui, InstantSource clock, FrontSession front, Supplier<@Nullable ClientCounters> counters, Surroundings surroundings) {
		this.root = root;
		this.clock = clock;
		this.front = front;
		this.surroundings = surroundings;
		latch = new Latch(ui, this::refresh);
		Panes.grid(root, 1, 0);
		problem = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		empty = new EmptyState(body);
		scrolled = new ScrolledComposite(body, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		content = new Composite(scrolled, SWT.NONE);
		Panes.grid(content, 1, Space.INSET);
		((GridLayout) content.getLayout()).verticalSpacing = Space.INSET;
		scrolled.setContent(content);
		statePane = new StatePane(content);
		contextPane = new ContextPane(content);
		state = new Section<>("details.state", counters, statePane::show);
		context = new Section<>("details.context", counters, contextPane::show);
		git = new GitPane(content, clock, counters, latch, new GitSurroundings());
		notes = new NotesPane(content, surroundings::notes, this::lookedAt, surroundings::unkept);
		OwnColours.keep(root);
		root.addListener(SWT.Paint, event -> {
			themed();
			if (git.isOverlooked()) {
				latch.signal();
			}
		});
		root.addListener(SWT.Dispose, event -> close());
		scrolled.addListener(SWT.Resize, event -> measure());
		following = front.onChange(this::settle);
		refresh();
		root.getDisplay().timerExec(AGE_MILLIS, ageing);
	}

	/** A service came: what could not be asked for want of it is asked now. Any thread. */
	void served() {
		served = true;
		latch.signal();
	}

	/** There may be something new. Any thread. */
	void signal() {
		latch.signal();
	}

	/** The part is looked at: what others wrote into the notes is read. */
	void focus() {
		if (stack.topControl == empty) {
			empty.setFocus();
		} else {
			notes.setFocus();
		}
	}

	/** The window is looked at again: somebody may have written notes elsewhere. */
	void lookedAt() {
		SessionWatch present = watch;
		if (present != null && present.now().live()) {
			notes.read();
			git.lookedAt();
		}
	}

	/** Who goes from tab to tab wants to read the tab: what is told beside it comes when that is done, and once. */
	private void settle() {
		if (!root.isDisposed()) {
			settling = true;
			root.getDisplay().timerExec(SETTLE_MILLIS, settled);
		}
	}

	private void settled() {
		settling = false;
		refresh();
	}

	private void refresh() {
		if (root.isDisposed() || settling) {
			return;
		}
		themed();
		follow();
		SessionWatch present = watch;
		SessionSnapshot now = present == null ? null : present.now();
		Details details = present == null || now == null ? null : Details.of(now, present.freshness(), clock.instant());
		if (details == null) {
			nothing(now);
			return;
		}
		boolean changed = state.show(details.state());
		changed |= context.show(details.context());
		boolean first = stack.topControl != scrolled;
		// before git is asked: what is not in sight is not asked for
		front(scrolled);
		changed |= git(now);
		problem(details, now);
		boolean other = notes.show(details.folder(), surroundings.unkept(details.folder()));
		boolean live = now.live();
		if (live && (other || !wasLive || served)) {
			served = false;
			notes.again();
			git.again();
		}
		wasLive = live;
		if (changed || first) {
			measure();
		}
	}

	private boolean git(SessionSnapshot now) {
		SessionSummary summary = now.summary();
		boolean painted = summary != null && git.show(summary, now.live());
		long newest = worked(now);
		if (newest != worked) {
			worked = newest;
			git.worked();
		}
		return painted;
	}

	private static long worked(SessionSnapshot now) {
		for (Entry entry : now.entries().reversed()) {
			if (entry.kind() == EntryKind.TOOL && entry.ended() != null) {
				return entry.revision();
			}
		}
		return 0;
	}

	private final class GitSurroundings implements GitPane.Surroundings {
		@Override
		public @Nullable Git git() {
			return surroundings.git();
		}

		@Override
		public @Nullable GitWatch watch(SessionId session) {
			return surroundings.git(session);
		}

		@Override
		public void resized() {
			measure();
		}

		@Override
		public void copy(String text) {
			Clipboard clipboard = new Clipboard(root.getDisplay());
			try {
				clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		}
	}

	private void follow() {
		SessionWatch present = front.watch();
		if (present == watch) {
			return;
		}
		if (changes != null) {
			changes.close();
		}
		watch = present;
		changes = present == null ? null : present.onChange(latch::signal);
		refused = null;
		wasLive = false;
	}

	private void nothing(@Nullable SessionSnapshot now) {
		notes.keepNow();
		git.nothing();
		Failure failure = now == null ? null : now.failure();
		if (failure != null) {
			SessionWatch present = watch;
			problem.show(Icon.FAILED, Details.words(failure), present == null ? null : new NoticeBar.Action(Messages.retry, present::retry));
		} else {
			problem.clear();
		}
		if (front.session() == null) {
			empty.show(Icon.SESSION, Messages.empty_title, Messages.empty_text, new EmptyState.Choice(Messages.new_session, surroundings::newSession));
		} else {
			empty.show(Icon.SESSION, failure == null ? Messages.reading : Messages.empty_title, failure == null ? "" : Messages.empty_text);
		}
		front(empty);
	}

	private void front(Control control) {
		if (stack.topControl != control) {
			stack.topControl = control;
			body.layout();
		}
	}

	private void problem(Details details, SessionSnapshot now) {
		Failure failure = refused;
		if (failure != null && now.revision() == refusedAt) {
			problem.show(Icon.FAILED, Details.words(failure), new NoticeBar.Action(Messages.retry, this::resume));
			return;
		}
		Details.Problem present = details.problem();
		if (present == null) {
			problem.clear();
			return;
		}
		problem.show(Icon.FAILED, present.words(), switch (present.cure()) {
		case NOTHING -> null;
		case RESUME -> new NoticeBar.Action(Messages.retry, this::resume);
		case REFRESH -> new NoticeBar.Action(Messages.refresh, this::refreshed);
		case READ -> new NoticeBar.Action(Messages.retry, this::readAgain);
		});
	}

	private void resume() {
		SessionWatch present = watch;
		if (present != null) {
			surroundings.resume(present.session(), failure -> {
				refused = failure;
				refusedAt = present.now().revision();
				latch.signal();
			});
		}
	}

	private void refreshed() {
		SessionWatch present = watch;
		if (present != null) {
			present.refresh();
		}
	}

	private void readAgain() {
		SessionWatch present = watch;
		if (present != null) {
			present.retry();
		}
	}

	/** As high as its words need; the notes take the rest, and what does not fit is scrolled to. */
	private void measure() {
		if (scrolled.isDisposed() || stack.topControl != scrolled) {
			return;
		}
		Rectangle room = scrolled.getClientArea();
		Point size = content.computeSize(room.width, SWT.DEFAULT, true);
		scrolled.setMinHeight(size.y);
		// all sizes were asked for just now, and are kept
		content.layout(false, true);
	}

	private void themed() {
		Palette palette = Palette.of(root);
		Palette before = painted;
		if (before != null && before.dark() == palette.dark()) {
			return;
		}
		painted = palette;
		for (Control each : List.of(body, scrolled, content)) {
			each.setBackground(palette.surface());
		}
		statePane.paint(palette);
		contextPane.paint(palette);
		empty.recolor();
		problem.recolor();
		git.paint(palette);
		notes.paint(palette);
		state.forget();
		context.forget();
		latch.signal();
	}

	private void aged() {
		if (!root.isDisposed()) {
			// also where nobody looks any more: then that is said
			latch.signal();
			root.getDisplay().timerExec(AGE_MILLIS, ageing);
		}
	}

	private void close() {
		latch.close();
		notes.keepNow();
		root.getDisplay().timerExec(-1, ageing);
		root.getDisplay().timerExec(-1, settled);
		following.close();
		if (changes != null) {
			changes.close();
		}
	}
}
