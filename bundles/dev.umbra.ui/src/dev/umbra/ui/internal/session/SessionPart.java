package dev.umbra.ui.internal.session;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.IPartListener;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.ComposerInput;
import dev.umbra.ui.Elements;
import dev.umbra.ui.FileOpener;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.rules.RuleForm;
import dev.umbra.ui.internal.rules.RulesDialog;
import dev.umbra.ui.internal.start.StartPage;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.transcript.Transcript;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

/**
 * A tab: one session, or the place where one is begun. Which one stands in the part's persisted state. On the SWT thread,
 * except the handler of the host's events, which only signals.
 */
public final class SessionPart {
	/** Of the theme engine, whose bundle need not be there. */
	private static final String THEME_CHANGED = "org/eclipse/e4/ui/css/swt/theme/ThemeManager/themeChanged";

	/** In the persisted state: what was typed and is not with the host, because it could not be reached. */
	private static final String UNKEPT_KEY = "dev.umbra.unkept";
	/** After scrolling ends, until the place is kept, in milliseconds. */
	private static final int SCROLL_DELAY = 1000;

	private final MPart part;
	private final UISynchronize ui;
	private final MApplication application;
	private final Runnable scrolledLater = this::keepScroll;
	private final InstantSource clock = InstantSource.system();
	private @Nullable Composite parent;
	private volatile HostServices services = HostServices.NONE;
	private @Nullable HostCalls calls;
	private @Nullable StartPage startPage;
	private volatile @Nullable SessionView view;
	private volatile @Nullable SessionWatch following;
	private final EPartService parts;
	private final IPartListener seen = new Seen();

	@Inject
	SessionPart(MPart part, MApplication application, UISynchronize ui, EPartService parts) {
		this.part = part;
		this.application = application;
		this.ui = ui;
		this.parts = parts;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, SessionPart::told);
	}

	private void told(HostServices present) {
		synchronized (this) {
			services = present;
			HostCalls now = calls;
			if (now != null) {
				now.use(present);
			}
		}
		// services may come on any thread
		ui.asyncExec(this::openIfPossible);
	}

	@PostConstruct
	void create(Composite area) {
		parent = area;
		parts.addPartListener(seen);
		area.setLayout(new FillLayout());
		openIfPossible();
	}

	/** Shows what the part is for, as soon as that can be shown. */
	private void openIfPossible() {
		Composite area = parent;
		SessionView open = view;
		if (area == null || area.isDisposed()) {
			return;
		}
		if (open != null) {
			open.served();
			return;
		}
		String id = part.getPersistedState().get(Elements.SESSION_KEY);
		if (id == null && startPage != null) {
			return;
		}
		startPage = null;
		Snapshots source = services.snapshots();
		for (var child : area.getChildren()) {
			child.dispose();
		}
		if (id == null) {
			begin(area);
		} else if (source == null) {
			Label words = new Label(area, SWT.WRAP | SWT.CENTER);
			words.setText(Messages.no_host + " " + Messages.no_host_hint);
		} else {
			open(area, source, new SessionId(id));
		}
		area.layout();
	}

	private void begin(Composite area) {
		part.setLabel(Messages.title_new);
		startPage = new StartPage(area, part.getContext(), this::begun);
	}

	/** The first prompt is accepted: the page gives way to the session. */
	private void begun(SessionId session) {
		part.getPersistedState().put(Elements.SESSION_KEY, session.value());
		openIfPossible();
		focus();
	}

	private void open(Composite area, Snapshots source, SessionId session) {
		HostCalls host = new HostCalls(session, services.client());
		synchronized (this) {
			// between the two no service may come unseen
			host.use(services);
			calls = host;
		}
		SessionWatch watch = source.watch(session);
		following = watch;
		SessionView opened = new SessionView(area, watch, host, sentPrompts(), new SessionFacts(source, ui, area.getDisplay()),
				new Tab(), ui, clock);
		view = opened;
		front().opened(watch);
		opened.control().addListener(SWT.Dispose, disposed -> front().closed(watch));
		String unkept = part.getPersistedState().get(UNKEPT_KEY);
		if (unkept != null && !unkept.isEmpty()) {
			opened.composer().typed(unkept);
		}
		part.getContext().set(ComposerInput.class, new Input(opened));
		String scroll = part.getPersistedState().get(Elements.SCROLL_KEY);
		if (scroll != null && !scroll.isEmpty()) {
			opened.transcript().goTo(new EntryId(scroll));
		}
		opened.control().addListener(SWT.Deactivate, event -> keepScroll());
	}

	private FrontSession front() {
		return FrontSession.of(application.getContext());
	}

	/** One for all parts of this window: it outlives each of them. */
	private SentPrompts sentPrompts() {
		IEclipseContext context = application.getContext();
		SentPrompts known = context.get(SentPrompts.class);
		if (known == null) {
			known = new SentPrompts();
			context.set(SentPrompts.class, known);
		}
		return known;
	}

	/** The session that this part shows, or null while none was begun. */
	public @Nullable SessionId session() {
		String id = part.getPersistedState().get(Elements.SESSION_KEY);
		return id == null ? null : new SessionId(id);
	}

	/** The transcript, or null while there is none: to copy from it or to go to a place in it. */
	public @Nullable Transcript transcript() {
		SessionView now = view;
		return now == null ? null : now.transcript();
	}

	/** Puts the cursor where prompts are written. */
	public void focusComposer() {
		SessionView now = view;
		if (now != null) {
			now.focusComposer();
		}
	}

	/** Says something that is good to know, at the foot of the transcript. */
	public void tell(String words) {
		SessionView now = view;
		if (now != null) {
			now.tell(words);
		}
	}

	/** Shows where a text can be looked for. */
	public void find() {
		SessionView now = view;
		if (now != null) {
			now.find().open();
		}
	}

	/** Goes to the next place of what is looked for, or to the one before. */
	public void findAgain(boolean forward) {
		SessionView now = view;
		if (now != null && forward) {
			now.find().next();
		} else if (now != null) {
			now.find().previous();
		}
	}

	@Focus
	void focus() {
		SessionView now = view;
		if (now != null) {
			now.setFocus();
		} else if (startPage != null) {
			startPage.focusPrompt();
		} else if (parent != null && !parent.isDisposed()) {
			parent.setFocus();
		}
	}

	@Inject
	@Optional
	void hostState(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		SessionView now = view;
		if (now != null) {
			now.signal();
		}
	}

	/** The colours of the window are others now. */
	@Inject
	@Optional
	void theme(@EventTopic(THEME_CHANGED) Object event) {
		SessionView now = view;
		if (now != null) {
			now.signal();
		}
	}

	private void keepScroll() {
		SessionView now = view;
		if (now == null || now.control().isDisposed()) {
			return;
		}
		EntryId top = now.transcript().position();
		keep(Elements.SCROLL_KEY, top == null ? "" : top.value());
	}

	/** Empty where there is nothing to keep: those who listen are told of a new value, not of a missing one. */
	private void keep(String key, String value) {
		if (!value.equals(part.getPersistedState().getOrDefault(key, ""))) {
			part.getPersistedState().put(key, value);
		}
	}

	@PreDestroy
	void destroy() {
		parts.removePartListener(seen);
		keepScroll();
		SessionView now = view;
		if (now != null) {
			now.closing();
			now.control().dispose();
		}
	}

	/** For those who write into the composer from elsewhere. The folder of a session that has begun is what it is. */
	private record Input(SessionView view) implements ComposerInput {
		@Override
		public void append(String text) {
			view.composer().append(text);
		}

		@Override
		public void suggestFolder(Path folder) {
		}
	}

	private final class Tab implements SessionView.Surroundings {
		@Override
		public void showing(SessionSummary summary) {
			String label = SessionWords.tab(summary);
			if (!label.equals(part.getLabel())) {
				part.setLabel(label);
			}
			String tip = ForeignText.shownOnOneLine(summary.title());
			if (!tip.equals(part.getTooltip())) {
				part.setTooltip(tip);
			}
			Icon icon = SessionWords.icon(summary.status());
			String uri = "platform:/plugin/dev.umbra.ui/" + icon.path();
			if (!uri.equals(part.getIconURI())) {
				part.setIconURI(uri);
			}
		}

		@Override
		public void open(SessionId session) {
			SessionOpener opener = application.getContext().get(SessionOpener.class);
			if (opener != null) {
				opener.open(session);
			}
		}

		@Override
		public void makeRule(Detail.Permission permission, String agent) {
			Composite area = parent;
			if (area != null && !area.isDisposed()) {
				new RulesDialog(area.getShell(), () -> services,
						RuleForm.of(permission, agent.isEmpty() ? null : agent)).open();
			}
		}

		@Override
		public void unkept(@Nullable String text) {
			keep(UNKEPT_KEY, text == null ? "" : text);
		}

		/** Kept when it stops, not while it goes on. */
		@Override
		public void scrolled() {
			Composite area = parent;
			if (area != null && !area.isDisposed()) {
				area.getDisplay().timerExec(SCROLL_DELAY, scrolledLater);
			}
		}

		/** Where a path really leads is looked up on the disk, apart from the SWT thread. */
		@Override
		public void open(Path file, @Nullable Integer line, List<String> folders, Consumer<String> told) {
			Threads.virtual("file-link", () -> {
				FileLinks.Found found = FileLinks.look(file, folders);
				ui.asyncExec(() -> told(found, file, line, told));
			});
		}

		private void told(FileLinks.Found found, Path file, @Nullable Integer line, Consumer<String> told) {
			Composite area = parent;
			if (area == null || area.isDisposed()) {
				return;
			}
			String shown = ForeignText.shownOnOneLine(file.toString());
			switch (found) {
			case FileLinks.Found.Missing() -> told.accept(NLS.bind(Messages.file_missing, shown));
			case FileLinks.Found.Outside() -> told.accept(NLS.bind(Messages.file_outside, shown));
			case FileLinks.Found.Inside(Path real) -> {
				FileOpener opener = services.get(FileOpener.class);
				if (opener == null) {
					Clipboard clipboard = new Clipboard(area.getDisplay());
					clipboard.setContents(new Object[] { real.toString() }, new Transfer[] { TextTransfer.getInstance() });
					clipboard.dispose();
					told.accept(NLS.bind(Messages.file_copied, shown));
				} else {
					String refused = opener.open(real, line);
					if (refused != null) {
						told.accept(refused);
					}
				}
			}
			}
		}
	}

	/** What is behind another tab is not asked for. */
	private final class Seen implements IPartListener {
		@Override
		public void partActivated(MPart activated) {
			// seen is enough
		}

		@Override
		public void partBroughtToTop(MPart brought) {
			// seen is enough
		}

		@Override
		public void partDeactivated(MPart left) {
			// it may still be seen
		}

		@Override
		public void partHidden(MPart hidden) {
			shown(hidden, false);
		}

		@Override
		public void partVisible(MPart visible) {
			shown(visible, true);
		}

		private void shown(MPart which, boolean isSeen) {
			SessionWatch watch = following;
			if (which == part && watch != null) {
				watch.shown(isSeen);
			}
		}
	}
}
