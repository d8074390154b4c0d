package dev.umbra.ui.internal.session;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Freshness;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.live.TextKeeper;
import dev.umbra.ui.internal.look.Palette;

/**
 * What is said about a session between its transcript and its composer: that the host is away, that a turn was cut or waits, that a text
 * is not kept, that something went wrong. Each has a bar of its own, in this order. On the SWT thread.
 */
final class SessionBars {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);

	private final Composite root;
	private final SessionWatch watch;
	private final HostCalls calls;
	private final SessionFacts facts;
	private final UISynchronize ui;
	private final InstantSource clock;
	private final Runnable signal;
	private final InlineBar connection;
	private final InlineBar state;
	private final InlineBar unkept;
	private final InlineBar trouble;
	private @Nullable Instant lostAt;
	/** The agent was asked to go on after an interruption, and has not yet. */
	private boolean resuming;
	/** Ordinal of the newest entry when it was asked. */
	private long resumedAfter;
	private boolean pending;
	/** The bar says that nothing was sent because the host could not be reached: not true any more once it is back. */
	private boolean refusedWhileLost;

	/** @param root with a grid of one column @param signal has the view show the session anew, soon */
	SessionBars(Composite root, SessionWatch watch, HostCalls calls, SessionFacts facts, UISynchronize ui, InstantSource clock, Runnable signal) {
		this.root = root;
		this.watch = watch;
		this.calls = calls;
		this.facts = facts;
		this.ui = ui;
		this.clock = clock;
		this.signal = signal;
		connection = new InlineBar(root);
		state = new InlineBar(root);
		unkept = new InlineBar(root);
		trouble = new InlineBar(root);
	}

	/** @param typed whether something stands in the composer */
	void show(SessionSnapshot now, boolean typed) {
		connection(now, typed);
		SessionSummary summary = now.summary();
		if (summary != null) {
			state(now, summary);
		}
	}

	private void connection(SessionSnapshot now, boolean typed) {
		if (now.live()) {
			lostAt = null;
			if (refusedWhileLost) {
				refusedWhileLost = false;
				trouble.hide();
			}
			fresh();
			return;
		}
		Failure failure = now.failure();
		if (now.summary() == null) {
			if (failure != null) {
				cannotRead(failure);
			}
			return;
		}
		if (lostAt == null) {
			lostAt = clock.instant();
		}
		String since = TIME.format(lostAt.atZone(ZoneId.systemDefault()));
		boolean gone = failure != null && failure.code() != Failure.Code.HOST_UNREACHABLE;
		connection.show(InlineBar.Tone.WARNING, gone ? Messages.cannot_read + " " + words(failure)
				: NLS.bind(Messages.unreachable_since, since) + (typed ? " " + Messages.stale_kept : ""), Messages.retry, watch::retry);
	}

	private void cannotRead(Failure failure) {
		List<InlineBar.Action> offered = new ArrayList<>(List.of(new InlineBar.Action(Messages.refresh, watch::retry),
				new InlineBar.Action(Messages.copy_details, () -> copyDetails(failure))));
		ReportAddress.present().ifPresent(address -> offered.add(new InlineBar.Action(Messages.report, () -> report(address, failure))));
		connection.show(InlineBar.Tone.ERROR, Messages.cannot_read + " " + words(failure), offered);
	}

	/** Session, time and error, to be passed on: nothing of what was said in it. */
	private String details(Failure failure) {
		return NLS.bind(Messages.details_copied, new Object[] { watch.session().value(), clock.instant(), failure.code().word(), words(failure) });
	}

	private void copyDetails(Failure failure) {
		Clipboard clipboard = new Clipboard(root.getDisplay());
		clipboard.setContents(new Object[] { details(failure) }, new Transfer[] { TextTransfer.getInstance() });
		clipboard.dispose();
	}

	/** The person sees where it goes and what it says, before anything is opened. */
	private void report(ReportAddress address, Failure failure) {
		String details = details(failure);
		if (MessageDialog.open(MessageDialog.CONFIRM, root.getShell(), Messages.report_title, NLS.bind(Messages.report_question, address.uri(), details),
				SWT.SHEET, Messages.report_open, IDialogConstants.CANCEL_LABEL) == 0) {
			String link = address.link(Messages.report_subject, details);
			if (!Program.launch(link)) {
				tell(NLS.bind(Messages.report_failed, address.uri()));
			}
		}
	}

	/** The host answers; what it said last may still be old. */
	private void fresh() {
		Freshness freshness = watch.freshness();
		Instant updated = freshness.updated();
		if (freshness.stale() && updated != null) {
			connection.show(InlineBar.Tone.WARNING, NLS.bind(Messages.stale_since, TIME.format(updated.atZone(ZoneId.systemDefault()))),
					Messages.refresh, watch::refresh);
		} else {
			connection.hide();
		}
	}

	private void state(SessionSnapshot now, SessionSummary summary) {
		long newest = now.entries().isEmpty() ? 0 : now.entries().getLast().ordinal();
		if (summary.status() != SessionStatus.INTERRUPTED || newest > resumedAfter) {
			// it went on, or the transcript says why not
			resuming = false;
		}
		if (summary.status() == SessionStatus.PENDING && !pending) {
			facts.pullHost();
		}
		pending = summary.status() == SessionStatus.PENDING;
		StateLine.of(summary, now.entries(), resuming, facts.pending()).ifPresentOrElse(
				line -> state.show(line.tone(), line.words(), line.label(), () -> cure(line.cure())), state::hide);
	}

	private void cure(StateLine.Cure cure) {
		switch (cure) {
		case RESUME -> resume();
		case REOPEN -> reopen();
		case NOTHING -> {
		}
		}
	}

	private void resume() {
		resuming = true;
		List<Entry> entries = watch.now().entries();
		resumedAfter = entries.isEmpty() ? 0 : entries.getLast().ordinal();
		signal.run();
		onRefusal(calls.resume(), () -> {
			resuming = false;
			signal.run();
		});
	}

	private void reopen() {
		onRefusal(calls.reopen());
	}

	/** What is typed and not kept is told, and stands with the window until it is. */
	void draft(SessionSnapshot now, TextKeeper drafts) {
		Failure failure = drafts.failure();
		if (now.live() && failure != null) {
			unkept.show(InlineBar.Tone.WARNING, NLS.bind(Messages.draft_not_kept, words(failure)), Messages.retry, drafts::again);
		} else {
			unkept.hide();
		}
	}

	/** Something went wrong. */
	void say(String words) {
		trouble.show(InlineBar.Tone.ERROR, words, Messages.dismiss, trouble::hide);
	}

	/** Something that is good to know. */
	void tell(String words) {
		trouble.show(InlineBar.Tone.NOTICE, words, Messages.dismiss, trouble::hide);
	}

	/** As {@link #tell}, with something to do about it. */
	void offer(String words, String label, Runnable action) {
		trouble.show(InlineBar.Tone.NOTICE, words, label, () -> {
			trouble.hide();
			action.run();
		});
	}

	/** Nothing was sent: the host is away. */
	void notSent() {
		say(Messages.send_unreachable);
		refusedWhileLost = true;
	}

	/** What went wrong is over. */
	void clear() {
		trouble.hide();
	}

	static String words(@Nullable Failure failure) {
		if (failure == null) {
			return "";
		}
		return failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint();
	}

	/** As {@link #onRefusal(CompletionStage, Runnable)}, where nothing else is to be done. */
	void onRefusal(CompletionStage<Outcome<Done>> stage) {
		onRefusal(stage, () -> {
		});
	}

	/** Says why it is not done, when the answer is there and the view still is. */
	void onRefusal(CompletionStage<Outcome<Done>> stage, Runnable also) {
		stage.thenAccept(outcome -> ui.asyncExec(() -> {
			if (!root.isDisposed() && outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
				also.run();
				say(words(failure));
			}
		}));
	}

	void paint(Palette palette) {
		List.of(connection, state, unkept, trouble).forEach(bar -> bar.paint(palette));
	}
}
