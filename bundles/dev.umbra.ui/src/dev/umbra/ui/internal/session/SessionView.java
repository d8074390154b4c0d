package dev.umbra.ui.internal.session;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.enclosures.EnclosureOpener;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.questions.Given;
import dev.umbra.ui.internal.questions.Question;
import dev.umbra.ui.internal.transcript.StyledTranscript;
import dev.umbra.ui.internal.transcript.Transcript;

/**
 * One session in a window. The watch says that there is something new, on a thread of the client; the latch then has
 * {@link #show} read and paint the newest snapshot. On the SWT thread.
 */
final class SessionView {
	/** What a view needs of its part. */
	interface Surroundings {
		/** The summary as it is shown now, for label and icon. */
		void showing(SessionSummary summary);

		/** What was typed and could not be kept with the host, or null; told each time that something is shown. */
		void unkept(@Nullable String text);

		/** The person has scrolled. */
		void scrolled();

		/** The person wants a standing answer to questions like this one of this agent. */
		void makeRule(Detail.Permission permission, String agent);

		/** Opens a file that the agent named. @param told gets, on the SWT thread, what the person must read */
		void open(Path file, @Nullable Integer line, List<String> folders, Consumer<String> told);
	}

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);

	private final SessionWatch watch;
	private final HostCalls calls;
	private final SentPrompts prompts;
	private final Surroundings surroundings;
	private final UISynchronize ui;
	private final InstantSource clock;
	private final Composite root;
	private final SessionHeader header;
	private final Label rule;
	private final Transcript transcript;
	private final InlineBar connection;
	private final InlineBar state;
	private final InlineBar unkept;
	private final InlineBar trouble;
	private final Composite bannerPlace;
	private final PlanStrip plan;
	private final QueueView queue;
	private final SessionFacts facts;
	private final Composer composer;
	private final Latch latch;
	private final Subscription subscription;
	private final Subscription answers;
	private final DraftKeeper drafts;
	private @Nullable Question banner;
	private @Nullable EntryId asked;
	private @Nullable Palette painted;
	private @Nullable Instant lostAt;
	private boolean wasLive;
	private boolean draftRead;
	/** The agent was asked to go on after an interruption, and has not yet. */
	private boolean resuming;
	private boolean pending;
	/** The bar says that nothing was sent because the host could not be reached: not true any more once it is back. */
	private boolean refusedWhileLost;
	/** The last prompt of this session that the host acknowledged: a draft of it that is read later is none. */
	private @Nullable String acknowledged;

	/** @param watch closed with the view, @param facts likewise */
	SessionView(Composite parent, SessionWatch watch, HostCalls calls, SentPrompts prompts, SessionFacts facts,
			Surroundings surroundings, UISynchronize ui, InstantSource clock) {
		this.watch = watch;
		this.prompts = prompts;
		this.calls = calls;
		this.facts = facts;
		this.surroundings = surroundings;
		this.ui = ui;
		this.clock = clock;
		root = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		header = new SessionHeader(root);
		fill(header.control(), false);
		rule = new Label(root, SWT.NONE);
		GridData hairline = new GridData(SWT.FILL, SWT.FILL, true, false);
		hairline.heightHint = 1;
		rule.setLayoutData(hairline);
		transcript = new StyledTranscript(root, new Reader());
		fill(transcript.control(), true);
		connection = new InlineBar(root);
		state = new InlineBar(root);
		unkept = new InlineBar(root);
		trouble = new InlineBar(root);
		bannerPlace = new Composite(root, SWT.V_SCROLL);
		bannerPlace.setLayout(new BannerLayout(bannerPlace, this::roomForBanner));
		fill(bannerPlace, false);
		excluded(bannerPlace, true);
		drafts = new DraftKeeper("", calls::keepDraft, () -> signal());
		plan = new PlanStrip(root, this::roomForStrip);
		queue = new QueueView(root, this::roomForStrip, calls, ui, new Waiting(), () -> signal());
		composer = new Composer(root, ui, new Writer());
		// a window that closes disposes its controls before it tells the part
		root.addListener(SWT.Dispose, disposed -> composer.keepNow());
		fill(composer.control(), false);
		root.addListener(SWT.Resize, event -> {
			if (banner != null) {
				banner.control().requestLayout();
			}
		});
		latch = new Latch(ui, this::show);
		subscription = watch.onChange(latch::signal);
		facts.onChange(latch::signal);
		answers = prompts.listen(watch.session(), this::answered);
		root.addDisposeListener(event -> close());
		OwnColours.keep(root);
		header.control().addListener(SWT.Paint, event -> themed());
		show();
	}

	private static void fill(Control control, boolean tall) {
		control.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, tall));
	}

	private static void excluded(Control control, boolean excluded) {
		((GridData) control.getLayoutData()).exclude = excluded;
		control.setVisible(!excluded);
	}

	Control control() {
		return root;
	}

	boolean setFocus() {
		return composer.setFocus();
	}

	void focusComposer() {
		composer.setFocus();
	}

	Transcript transcript() {
		return transcript;
	}

	Composer composer() {
		return composer;
	}

	/** There is something new. Any thread. */
	void signal() {
		latch.signal();
	}

	/** A session advanced: of this one the queue may be another, of another one how many turns run. Any thread. */
	void advanced(SessionId session) {
		if (session.equals(watch.session())) {
			queue.advanced();
		}
		SessionSummary summary = watch.now().summary();
		if (summary != null && summary.status() == SessionStatus.PENDING) {
			facts.pullHost();
		}
	}

	/** What an agent may do may be another. Any thread. */
	void agentsChanged() {
		facts.agentsChanged();
	}

	/** The person leaves: what was typed is kept, the watch ends. */
	private void close() {
		latch.close();
		subscription.close();
		answers.close();
		queue.close();
		facts.close();
		watch.close();
	}

	/** Before the widgets go: what stands in the box is on its way to the host. */
	void closing() {
		if (!root.isDisposed()) {
			composer.keepNow();
		}
	}

	private void show() {
		if (root.isDisposed()) {
			return;
		}
		themed();
		SessionSnapshot now = watch.now();
		SessionSummary summary = now.summary();
		header.show(summary, summary != null && facts.allowsAll(summary.agent()), summary != null && !now.live());
		transcript.show(now);
		connection(now);
		if (summary != null) {
			summarised(now, summary);
			surroundings.showing(summary);
		}
		question(now);
		composer.sending(prompts.underWay(watch.session()).isPresent());
		draft(now);
		if (now.live() && !draftRead) {
			readDraft();
		}
		wasLive = now.live();
	}

	private void connection(SessionSnapshot now) {
		if (now.live()) {
			lostAt = null;
			if (refusedWhileLost) {
				refusedWhileLost = false;
				trouble.hide();
			}
			if (!wasLive && draftRead) {
				drafts.again();
			}
			connection.hide();
			return;
		}
		Failure failure = now.failure();
		if (now.summary() == null) {
			if (failure != null) {
				connection.show(InlineBar.Tone.ERROR, Messages.cannot_read + " " + words(failure), Messages.retry, watch::retry);
			}
			return;
		}
		if (lostAt == null) {
			lostAt = clock.instant();
		}
		String since = TIME.format(lostAt.atZone(ZoneId.systemDefault()));
		boolean gone = failure != null && failure.code() != Failure.Code.HOST_UNREACHABLE;
		connection.show(InlineBar.Tone.WARNING, gone ? Messages.cannot_read + " " + words(failure)
				: NLS.bind(Messages.unreachable_since, since) + (composer.text().isBlank() ? "" : " " + Messages.stale_kept), Messages.retry, watch::retry);
	}

	private void summarised(SessionSnapshot now, SessionSummary summary) {
		composer.show(summary, now.entries());
		plan.show(summary, now.entries());
		queue.show(summary);
		if (summary.status() != SessionStatus.INTERRUPTED) {
			resuming = false;
		}
		if (summary.status() == SessionStatus.PENDING && !pending) {
			facts.pullHost();
		}
		pending = summary.status() == SessionStatus.PENDING;
		switch (summary.status()) {
		case INTERRUPTED -> state.show(InlineBar.Tone.WARNING, resuming ? Messages.resuming : Messages.interrupted,
				resuming ? null : Messages.interrupted_resume, this::resume);
		case PENDING -> state.show(InlineBar.Tone.NOTICE, facts.pending(), null, null);
		case STARTING, RUNNING, WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY, IDLE, COMPLETED, CANCELLED, FAILED -> state.hide();
		}
	}

	private void resume() {
		resuming = true;
		signal();
		onAnswer(calls.resume(), outcome -> {
			if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
				resuming = false;
				say(words(failure));
				signal();
			}
		});
	}

	/** The question that came first of those that wait; it stays until it is answered. */
	private void question(SessionSnapshot now) {
		List<Entry> waiting = now.entries().stream().filter(entry -> entry.status().open() && switch (entry.kind()) {
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
		boolean focused = banner != null && contains(banner.control(), root.getDisplay().getFocusControl());
		if (banner != null) {
			banner.control().dispose();
			banner = null;
		}
		if (first != null) {
			Entry entry = waiting.getFirst();
			banner = Question.of(bannerPlace, entry.text(), entry.detail(), new Asking(first));
			if (banner != null) {
				banner.waiting(waiting.size());
			}
		}
		excluded(bannerPlace, banner == null);
		bannerPlace.layout();
		root.layout();
		if (focused) {
			setFocus();
		}
	}

	/** What header and composer leave of a low view; a few lines in any case. */
	private int roomForBanner() {
		int width = root.getClientArea().width;
		int rest = root.getClientArea().height - header.control().computeSize(width, SWT.DEFAULT).y
				- composer.control().computeSize(width, SWT.DEFAULT).y - 1;
		return Math.max(rest, 4 * composer.lineHeight());
	}

	/** Of a plan or a queue, so that the transcript stays the larger part. */
	private int roomForStrip() {
		return Math.max(3 * composer.lineHeight(), root.getClientArea().height / 4);
	}

	private static boolean contains(Composite composite, @Nullable Control control) {
		for (Control each = control; each != null; each = each.getParent()) {
			if (each == composite) {
				return true;
			}
		}
		return false;
	}

	private void answer(EntryId item, Given given) {
		Question view = banner;
		onAnswer(calls.answer(item, given), outcome -> {
			if (outcome instanceof Outcome.NotOk<Done>(Failure failure) && view != null && !view.control().isDisposed()) {
				view.refused(words(failure), failure.code() != Failure.Code.REFUSED && failure.code() != Failure.Code.NOT_FOUND);
			}
		});
	}

	private void send(Written written, boolean interrupt) {
		if (!watch.now().live()) {
			trouble.show(InlineBar.Tone.ERROR, Messages.send_unreachable, Messages.dismiss, trouble::hide);
			refusedWhileLost = true;
			return;
		}
		trouble.hide();
		transcript.toEnd();
		drafts.keep(written.text());
		// the text is on disk before it goes: a window that ends meanwhile has lost nothing
		prompts.send(watch.session(), written, command -> drafts.settled().thenCompose(settled -> calls.prompt(command, written))
				.thenCompose(outcome -> interrupt ? sentNow(outcome) : CompletableFuture.completedFuture(outcome)), this::unseen);
		composer.sending(prompts.underWay(watch.session()).isPresent());
	}

	/** What was queued goes first, and at once; that this failed is said, and changes nothing of the prompt. Any thread. */
	private CompletionStage<Outcome<Sessions.Prompted>> sentNow(Outcome<Sessions.Prompted> outcome) {
		if (!(outcome instanceof Outcome.Ok<Sessions.Prompted>(Sessions.Prompted prompted)) || !prompted.state().equals("queued")) {
			return CompletableFuture.completedFuture(outcome);
		}
		return calls.sendQueuedNow(prompted.turn()).thenApply(sent -> {
			if (sent instanceof Outcome.NotOk<Done>(Failure failure) && failure.code() != Failure.Code.NOT_FOUND) {
				ui.asyncExec(() -> {
					if (!root.isDisposed()) {
						say(words(failure));
					}
				});
			}
			return outcome;
		});
	}

	/** A prompt of this session was answered, of whichever view. Any thread. */
	private void answered(Written written, Outcome<Sessions.Prompted> outcome) {
		ui.asyncExec(() -> {
			if (root.isDisposed()) {
				unseen(written, outcome);
				return;
			}
			composer.sending(prompts.underWay(watch.session()).isPresent());
			switch (outcome) {
			case Outcome.Ok<Sessions.Prompted> ok -> {
				acknowledged = written.text();
				composer.sent(written);
			}
			case Outcome.NotOk<Sessions.Prompted>(Failure failure) -> say(Messages.not_sent + " " + words(failure));
			}
		});
	}

	/** As {@link #answered}, when the view is gone: the draft is left only if the host does not have it as a prompt. */
	private void unseen(Written written, Outcome<Sessions.Prompted> outcome) {
		if (outcome instanceof Outcome.Ok<Sessions.Prompted>) {
			drafts.done(written.text());
		}
	}

	private void stop() {
		composer.stopping(true);
		onAnswer(calls.cancel(), outcome -> {
			if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
				composer.stopping(false);
				say(words(failure));
			}
		});
	}

	private void readDraft() {
		draftRead = true;
		onAnswer(calls.draft(), outcome -> {
			switch (outcome) {
			case Outcome.Ok<Drafts.Draft>(Drafts.Draft draft) -> {
				drafts.known(draft.text());
				if (draft.text().equals(acknowledged) || PromptHistory.sent(draft, watch.now().entries())) {
					drafts.done(draft.text());
				} else {
					composer.restore(draft.text());
				}
				drafts.again();
			}
			// asked again when the host is back: what is typed meanwhile wins
			case Outcome.NotOk<Drafts.Draft> not -> draftRead = false;
			}
		});
	}

	/** What is typed and not kept is told, and stands with the window until it is. */
	private void draft(SessionSnapshot now) {
		Failure failure = drafts.failure();
		surroundings.unkept(drafts.unkept());
		if (now.live() && failure != null) {
			unkept.show(InlineBar.Tone.WARNING, NLS.bind(Messages.draft_not_kept, words(failure)), Messages.retry, drafts::again);
		} else {
			unkept.hide();
		}
	}

	void say(String words) {
		trouble.show(InlineBar.Tone.ERROR, words, Messages.dismiss, trouble::hide);
	}

	static String words(@Nullable Failure failure) {
		if (failure == null) {
			return "";
		}
		return failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint();
	}

	/** Runs the work on the SWT thread when the answer is there and the view still is. */
	private <T> void onAnswer(CompletionStage<Outcome<T>> stage, Consumer<Outcome<T>> work) {
		stage.thenAccept(outcome -> ui.asyncExec(() -> {
			if (!root.isDisposed()) {
				work.accept(outcome);
			}
		}));
	}

	private void themed() {
		Palette palette = Palette.of(root.getParent());
		Palette before = painted;
		if (before != null && before.dark() == palette.dark()) {
			return;
		}
		painted = palette;
		root.setBackground(palette.surface());
		bannerPlace.setBackground(palette.raised());
		rule.setBackground(palette.line());
		transcript.control().setBackground(palette.surface());
		transcript.restyle();
		header.paint(palette);
		List.of(connection, state, unkept, trouble).forEach(bar -> bar.paint(palette));
		plan.paint(palette);
		queue.paint(palette);
		composer.paint(palette);
		Optional.ofNullable(banner).ifPresent(view -> view.paint(palette));
	}

	private final class Asking implements Question.Surroundings {
		private final EntryId item;

		Asking(EntryId item) {
			this.item = item;
		}

		@Override
		public void answer(Given given) {
			SessionView.this.answer(item, given);
		}

		@Override
		public void makeRule(Detail.Permission permission) {
			surroundings.makeRule(permission, agent());
		}

		@Override
		public String agent() {
			SessionSummary summary = watch.now().summary();
			return summary == null ? "" : summary.agentName();
		}
	}

	private final class Reader implements Transcript.Surroundings {
		@Override
		public void open(Enclosure enclosure) {
			EnclosureOpener.open(root, enclosure, calls::blob, words -> trouble.show(InlineBar.Tone.NOTICE, words, Messages.dismiss, trouble::hide));
		}

		@Override
		public void stop(String terminal) {
			onAnswer(calls.killTerminal(terminal), outcome -> {
				if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
					say(words(failure));
				}
			});
		}

		@Override
		public void wantOlder() {
			watch.loadOlder();
		}

		@Override
		public void scrolled() {
			surroundings.scrolled();
		}

		@Override
		public void open(Path file, @Nullable Integer line) {
			SessionSummary summary = watch.now().summary();
			if (summary == null) {
				return;
			}
			List<String> folders = new ArrayList<>(summary.addDirs());
			folders.addFirst(summary.cwd());
			surroundings.open(file, line, folders, words -> {
				if (!root.isDisposed()) {
					trouble.show(InlineBar.Tone.NOTICE, words, Messages.dismiss, trouble::hide);
				}
			});
		}
	}

	private final class Writer implements Composer.Listener {
		@Override
		public void send(Written written, boolean interrupt) {
			SessionView.this.send(written, interrupt);
		}

		@Override
		public void stop() {
			SessionView.this.stop();
		}

		@Override
		public void typed(String text) {
			drafts.keep(text);
		}

		@Override
		public void choose(String key, String value) {
			onAnswer(calls.choose(key, value), outcome -> {
				if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
					SessionView.this.say(words(failure));
				}
			});
		}

		@Override
		public void say(String words) {
			trouble.show(InlineBar.Tone.NOTICE, words, Messages.dismiss, trouble::hide);
		}
	}

	private final class Waiting implements QueueView.Surroundings {
		@Override
		public void say(Failure failure) {
			SessionView.this.say(words(failure));
		}

		@Override
		public void offer(String words, String label, Runnable action) {
			trouble.show(InlineBar.Tone.NOTICE, words, label, () -> {
				trouble.hide();
				action.run();
			});
		}

		@Override
		public void putBack(String text) {
			composer.append(text);
		}
	}
}
