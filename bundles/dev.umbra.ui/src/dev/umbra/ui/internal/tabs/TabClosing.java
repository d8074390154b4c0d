package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.MessageDialogWithToggle;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;
import org.osgi.service.prefs.BackingStoreException;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.ClosingTab;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What becomes of the sessions whose tabs the person closed: an idle one is archived; of those with a turn that runs the
 * person is asked, once for all that were closed at once, unless the answer is kept. On the SWT thread.
 */
final class TabClosing {
	/** @param part gone already; what stood in its tab */
	record Closed(SessionId session, MPart part) {
	}

	/** @param below whether a turn runs in a session below it, which would close with it */
	private record Asked(Closed tab, @Nullable SessionSummary summary, @Nullable Failure failure, boolean below) {
		boolean isRunningItself() {
			return summary != null && summary.status().kind() == SessionStatus.Kind.ACTIVE;
		}

		boolean running() {
			return summary != null && (below || isRunningItself());
		}
	}

	private static final System.Logger LOG = System.getLogger(TabClosing.class.getName());
	private static final int LONGEST_TITLE = 60;
	private final Display display;
	private final Executor ui;
	private final Supplier<List<SessionSummary>> known;
	private @Nullable Sessions sessions;
	private @Nullable Tabs tabs;
	private String client = "";

	/** @param known what is known of sessions; asked on any thread */
	TabClosing(Display display, Executor ui, Supplier<List<SessionSummary>> known) {
		this.known = known;
		this.display = display;
		this.ui = ui;
	}

	/** Whom to tell, from now on; null while the host's services are away. */
	void services(@Nullable Sessions presentSessions, @Nullable Tabs presentTabs, String presentClient) {
		sessions = presentSessions;
		tabs = presentTabs;
		client = presentClient;
	}

	/**
	 * @param reopen shows a tab again that stays open after all
	 * @param over called once, when every answer is there
	 */
	void decide(List<Closed> closed, Consumer<Closed> reopen, Runnable over) {
		Sessions service = sessions;
		if (service == null) {
			closed.forEach(reopen);
			over.run();
			return;
		}
		List<CompletableFuture<Asked>> asked = closed.stream().map(tab -> summary(service, tab)).toList();
		CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
				.whenComplete((all, error) -> ui.execute(() -> finish(service, asked.stream().map(CompletableFuture::join).toList(), reopen, over)));
	}

	private CompletableFuture<Asked> summary(Sessions service, Closed tab) {
		return service.get(new Sessions.Get(tab.session().value(), null)).handle((outcome, error) -> switch (outcome) {
		case null -> new Asked(tab, null, Failure.failed(String.valueOf(error.getMessage()), null), false);
		case Outcome.Ok<Sessions.One> ok -> new Asked(tab, ok.value().summary(), null, SubTabs.isAnyAtWorkBelow(tab.session(), known.get()));
		case Outcome.NotOk<Sessions.One> not -> new Asked(tab, null, not.failure(), false);
		}).toCompletableFuture();
	}

	private void finish(Sessions service, List<Asked> asked, Consumer<Closed> reopen, Runnable over) {
		List<CompletionStage<Outcome<Done>>> calls = new ArrayList<>();
		List<Asked> running = asked.stream().filter(Asked::running).toList();
		try {
			for (Asked one : asked) {
				if (one.summary() != null && !one.running()) {
					calls.add(close(service, one.tab(), Sessions.CloseMode.ASK));
				} else if (one.failure() != null && one.failure().code() == Failure.Code.NOT_FOUND) {
					calls.add(closeTab(one.tab()));
				} else if (one.failure() != null) {
					say(one.failure());
					reopen.accept(one.tab());
				}
			}
			if (!running.isEmpty()) {
				switch (choice(running)) {
				case ASK -> running.forEach(one -> reopen.accept(one.tab()));
				case STOP -> running.forEach(one -> calls.add(close(service, one.tab(), Sessions.CloseMode.STOP)));
				case KEEP_RUNNING -> running.forEach(one -> calls.add(closeTab(one.tab())));
				}
			}
		} finally {
			CompletableFuture.allOf(calls.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new))
					.whenComplete((all, error) -> ui.execute(over));
		}
	}

	private CompletionStage<Outcome<Done>> close(Sessions service, Closed tab, Sessions.CloseMode mode) {
		return said(service.close(new Sessions.Close(CommandId.random(), tab.session().value(), mode, client)));
	}

	private CompletionStage<Outcome<Done>> closeTab(Closed tab) {
		Tabs service = tabs;
		return service == null ? CompletableFuture.completedFuture(Outcome.ok(new Done()))
				: said(service.close(new Tabs.Close(CommandId.random(), tab.session().value())));
	}

	private CompletionStage<Outcome<Done>> said(CompletionStage<Outcome<Done>> call) {
		return call.whenComplete((outcome, error) -> ui.execute(() -> {
			if (outcome != null) {
				say(outcome);
			}
		}));
	}

	/** What the person wants, or has wanted for good; {@code ASK} is: leave it open. */
	private ClosingTab choice(List<Asked> running) {
		IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(ClosingTab.NODE);
		ClosingTab kept = ClosingTab.read(preferences);
		if (kept != ClosingTab.ASK) {
			return kept;
		}
		String title = running.size() == 1
				? NLS.bind(running.getFirst().isRunningItself() ? Messages.closing_one : Messages.closing_below, title(running.getFirst()))
				: NLS.bind(Messages.closing_many, running.size());
		String[] labels = { Messages.closing_keep, Messages.closing_stop, IDialogConstants.CANCEL_LABEL };
		MessageDialogWithToggle dialog = new MessageDialogWithToggle(shell(), Messages.closing_title, null, title,
				MessageDialog.QUESTION, labels, 0, Messages.closing_remember, false);
		int first = IDialogConstants.INTERNAL_ID;
		int pressed = dialog.open();
		ClosingTab choice = pressed == first ? ClosingTab.KEEP_RUNNING : pressed == first + 1 ? ClosingTab.STOP : ClosingTab.ASK;
		if (choice != ClosingTab.ASK && dialog.getToggleState()) {
			choice.write(preferences);
			try {
				preferences.flush();
			} catch (BackingStoreException e) {
				LOG.log(System.Logger.Level.WARNING, "the answer could not be kept", e);
			}
		}
		return choice;
	}

	private static String title(Asked one) {
		SessionSummary summary = one.summary();
		return summary == null || summary.title().isBlank() ? Messages.closing_untitled
				: ForeignText.shortened(ForeignText.shownOnOneLine(summary.title()), LONGEST_TITLE);
	}

	/** Says in words what a call could not do. */
	void say(Outcome<?> outcome) {
		if (outcome instanceof Outcome.NotOk<?> not) {
			say(not.failure());
		}
	}

	private void say(Failure failure) {
		if (!display.isDisposed()) {
			String words = failure.hint() == null ? failure.message() : failure.message() + "\n\n" + failure.hint();
			MessageDialog.openWarning(shell(), Messages.closing_failed, words);
		}
	}

	private @Nullable Shell shell() {
		return display.getActiveShell();
	}
}
