package dev.umbra.ui.internal.session;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
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
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.enclosures.EnclosureOpener;
import dev.umbra.ui.internal.enclosures.Thumbnails;
import dev.umbra.ui.internal.live.TextKeeper;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.output.OutputDialog;
import dev.umbra.ui.internal.questions.Given;
import dev.umbra.ui.internal.questions.Question;
import dev.umbra.ui.internal.transcript.OutputText;
import dev.umbra.ui.internal.transcript.PaintedTranscript;
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

		/** Another session is to be seen. */
		void open(SessionId session);

		/** The person wants a standing answer to questions like this one of this agent. */
		void makeRule(Detail.Permission permission, String agent);

		/** Opens a file that the agent named. @param told gets, on the SWT thread, what the person must read */
		void open(Path file, @Nullable Integer line, List<String> folders, Consumer<String> told);
	}

	private final SessionWatch watch;
	private final HostCalls calls;
	private final Surroundings surroundings;
	private final UISynchronize ui;
	private final InstantSource clock;
	private final Composite root;
	private final SessionHeader header;
	private final Label rule;
	private final Transcript transcript;
	private final FindBar find;
	private final Thumbnails thumbnails;
	private final SessionBars bars;
	private final QuestionPlace question;
	private final PlanStrip plan;
	private final QueueView queue;
	private final SessionFacts facts;
	private final Composer composer;
	private final Latch latch;
	private final Subscription subscription;
	private final Sending sending;
	private final TextKeeper drafts;
	private final EnclosureDraft enclosureDraft;
	private @Nullable Palette painted;
	private boolean wasLive;

	/** @param watch closed with the view, @param facts likewise */
	SessionView(Composite parent, SessionWatch watch, HostCalls calls, SentPrompts prompts, SessionFacts facts,
			Surroundings surroundings, UISynchronize ui, InstantSource clock) {
		this.watch = watch;
		this.calls = calls;
		this.facts = facts;
		this.surroundings = surroundings;
		this.ui = ui;
		this.clock = clock;
		root = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		header = new SessionHeader(root, this::toParent);
		fill(header.control(), false);
		rule = new Label(root, SWT.NONE);
		GridData hairline = new GridData(SWT.FILL, SWT.FILL, true, false);
		hairline.heightHint = 1;
		rule.setLayoutData(hairline);
		transcript = new PaintedTranscript(root, new Reader());
		fill(transcript.control(), true);
		thumbnails = new Thumbnails(root, calls::blob);
		find = new FindBar(root, transcript, calls::find);
		bars = new SessionBars(root, watch, calls, facts, ui, clock, () -> signal());
		question = new QuestionPlace(root, this::roomForQuestion, Asking::new, () -> setFocus());
		drafts = new TextKeeper("", calls::keepDraft, () -> signal());
		enclosureDraft = new EnclosureDraft(calls::keepEnclosures);
		plan = new PlanStrip(root, this::roomForStrip);
		queue = new QueueView(root, this::roomForStrip, calls, ui, new Waiting(), () -> signal());
		// each time before something is laid out: what the style sheet did once it does not take back
		OwnColours.keep(root);
		composer = new Composer(root, ui, new Writer());
		// a window that closes disposes its controls before it tells the part
		root.addListener(SWT.Dispose, disposed -> composer.keepNow());
		fill(composer.control(), false);
		latch = new Latch(ui, this::show);
		subscription = watch.onChange(latch::signal);
		facts.onChange(latch::signal);
		facts.onAdvanced(this::advanced);
		sending = new Sending(watch, calls, prompts, new Sending.Kept(drafts, enclosureDraft), ui, composer, this::say);
		root.addDisposeListener(event -> close());
		OwnColours.keep(root);
		header.control().addListener(SWT.Paint, event -> themed());
		show();
	}

	private static void fill(Control control, boolean tall) {
		control.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, tall));
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

	FindBar find() {
		return find;
	}

	Transcript transcript() {
		return transcript;
	}

	Composer composer() {
		return composer;
	}

	/** A service came: what could not be asked for want of it is asked now. On the SWT thread. */
	void served() {
		if (!root.isDisposed()) {
			sending.served(watch.now().live());
			queue.served();
		}
	}

	/** There is something new. Any thread. */
	void signal() {
		latch.signal();
	}

	/** A session advanced: of this one the queue may be another, of another one how many turns run. Any thread. */
	private void advanced(SessionId session) {
		if (session.equals(watch.session())) {
			queue.advanced();
		}
		SessionSummary summary = watch.now().summary();
		if (summary != null && summary.status() == SessionStatus.PENDING) {
			facts.pullHost();
		}
	}

	/** The person leaves: what was typed is kept, the watch ends. */
	private void close() {
		latch.close();
		subscription.close();
		sending.close();
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
		SessionId above = summary == null ? null : summary.parent();
		header.show(summary, summary != null && facts.allowsAll(summary.agent()), above == null ? null : facts.title(above), summary != null && !now.live());
		transcript.show(now);
		find.advanced(now.entries(), now.revision());
		bars.show(now, !composer.text().isBlank());
		if (summary != null) {
			summarised(now, summary);
			surroundings.showing(summary);
		}
		question.show(now.entries());
		sending.show(now.live(), wasLive);
		surroundings.unkept(drafts.unkept());
		bars.draft(now, drafts);
		wasLive = now.live();
	}

	private void toParent() {
		SessionSummary summary = watch.now().summary();
		SessionId above = summary == null ? null : summary.parent();
		if (above != null) {
			surroundings.open(above);
		}
	}

	private void summarised(SessionSnapshot now, SessionSummary summary) {
		composer.show(summary, now.entries());
		plan.show(summary, now.entries());
		queue.show(summary);
	}

	/** What everything but transcript and question leaves of a low view; a few lines in any case. */
	private int roomForQuestion() {
		int rest = root.getClientArea().height;
		for (Control each : root.getChildren()) {
			boolean counts = each != transcript.control() && each != question.control() && !((GridData) each.getLayoutData()).exclude;
			rest -= counts ? each.computeSize(root.getClientArea().width, SWT.DEFAULT).y : 0;
		}
		return Math.max(rest, 4 * composer.lineHeight());
	}

	/** Of a plan or a queue, so that the transcript stays the larger part. */
	private int roomForStrip() {
		return Math.max(3 * composer.lineHeight(), root.getClientArea().height / 4);
	}

	private void answer(EntryId item, Given given) {
		BiConsumer<String, Boolean> refusal = question.refusal();
		onAnswer(calls.answer(item, given), outcome -> {
			if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
				refusal.accept(SessionBars.words(failure), failure.code() != Failure.Code.REFUSED && failure.code() != Failure.Code.NOT_FOUND);
			}
		});
	}

	private void send(Written written, boolean interrupt) {
		if (!watch.now().live()) {
			bars.notSent();
			return;
		}
		bars.clear();
		transcript.toEnd();
		sending.send(written, interrupt);
	}

	private void stop() {
		composer.stopping(true);
		onAnswer(calls.cancel(), outcome -> {
			if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
				composer.stopping(false);
				say(SessionBars.words(failure));
			}
		});
	}

	void say(String words) {
		bars.say(words);
	}

	/** Something that is good to know, until the person has seen it. */
	void tell(String words) {
		bars.tell(words);
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
		rule.setBackground(palette.line());
		transcript.control().setBackground(palette.surface());
		transcript.restyle();
		header.paint(palette);
		find.paint(palette);
		bars.paint(palette);
		plan.paint(palette);
		queue.paint(palette);
		composer.paint(palette);
		question.paint(palette);
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
		public void picture(Enclosure enclosure, int width, Consumer<ImageData> then) {
			thumbnails.picture(enclosure, width, then);
		}

		@Override
		public void find() {
			find.open();
		}

		@Override
		public void open(Enclosure enclosure) {
			EnclosureOpener.open(root, enclosure, calls::blob, bars::tell);
		}

		@Override
		public void output(EntryId entry) {
			watch.now().entries().stream().filter(each -> each.id().equals(entry)).findFirst().ifPresent(each -> new OutputDialog(root.getShell(),
					each.detail() instanceof Detail.Tool tool ? tool.title() : "", offset -> calls.output(entry, offset), () -> OutputText.of(each)).open());
		}

		@Override
		public void stop(String terminal) {
			bars.onRefusal(calls.killTerminal(terminal));
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
					bars.tell(words);
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
		public void enclosed(List<Sessions.NewEnclosure> enclosures) {
			enclosureDraft.keep(enclosures);
		}

		@Override
		public void choose(String key, String value) {
			bars.onRefusal(calls.choose(key, value));
		}

		@Override
		public void say(String words) {
			bars.tell(words);
		}
	}

	private final class Waiting implements QueueView.Surroundings {
		@Override
		public void say(Failure failure) {
			SessionView.this.say(SessionBars.words(failure));
		}

		@Override
		public void offer(String words, String label, Runnable action) {
			bars.offer(words, label, action);
		}

		@Override
		public void putBack(String text) {
			composer.append(text);
		}
	}
}
