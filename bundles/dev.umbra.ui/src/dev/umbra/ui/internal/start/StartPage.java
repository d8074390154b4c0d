package dev.umbra.ui.internal.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.jspecify.annotations.Nullable;
import org.osgi.service.prefs.BackingStoreException;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.ComposerInput;
import dev.umbra.ui.FolderChooser;
import dev.umbra.ui.Latch;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.look.EmptyHint;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * Where a session is begun: what to do, who does it, in which folder. Nothing typed is lost: it stays until the host has
 * accepted the prompt, and, in the part's persisted state, over a restart of the window. On the SWT thread; the host is
 * asked without waiting.
 */
public final class StartPage extends Composite implements ComposerInput {
	/** Key in the part's persisted state: id of the agent to begin with. */
	public static final String AGENT_KEY = "dev.umbra.start.agent";
	/** Key in the part's persisted state: id of the session below which this one is begun. */
	private static final String PARENT_KEY = "dev.umbra.start.parent";
	private static final String PARENT_TITLE_KEY = "dev.umbra.start.parent.title";
	private static final String TEXT_KEY = "dev.umbra.start.text";
	private static final String FOLDER_KEY = "dev.umbra.start.folder";
	private static final String NODE = "dev.umbra.ui";
	private static final String LAST_FOLDER = "last-folder";
	private static final int WIDTH_IN_CHARACTERS = 84;
	private static final int PROMPT_LINES = 5;
	private static final int LONGEST_PARENT = 60;
	private static final int MARK_SCALE = 2;
	/** Of the prompt's card, in points. */
	private static final int CORNER = 8;
	private static final String CSS_DISABLED = "org.eclipse.e4.ui.css.disabled";
	private static final System.Logger LOG = System.getLogger(StartPage.class.getName());

	private final IEclipseContext context;
	private final Consumer<SessionId> begun;
	private final @Nullable MPart part;
	private final UISynchronize ui;
	private final Path home = Path.of(System.getProperty("user.home"));
	private final StartServices services;
	private final Latch latch;
	private final ScrolledComposite scrolled;
	private final Composite column;
	private final Label about;
	private final StyledText prompt;
	private final Combo agent;
	private final Combo folder;
	private final Label folderNote;
	private final Label note;
	private final Button start;
	private final RecentSessions recent;
	private @Nullable Palette coloured;
	private List<Choices.Who> who = List.of();
	private Choices.@Nullable Who chosen;
	private boolean folderChosen;
	private boolean beginning;
	private @Nullable Beginning attempt;
	private @Nullable Failure failure;

	/**
	 * @param context of the part; a {@link SessionOpener} in it opens recent sessions
	 * @param begun told, on the SWT thread, when the first prompt is accepted
	 */
	public StartPage(Composite parent, IEclipseContext context, Consumer<SessionId> begun) {
		super(parent, SWT.NONE);
		this.context = context;
		this.begun = begun;
		part = context.get(MPart.class);
		ui = Objects.requireNonNull(context.get(UISynchronize.class));
		setLayout(new FillLayout());
		scrolled = new ScrolledComposite(this, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		Composite whole = new Composite(scrolled, SWT.NONE);
		scrolled.setContent(whole);
		GridLayoutFactory.fillDefaults().margins(Space.FAR, Space.FAR).applyTo(whole);
		column = new Composite(whole, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(Space.NEAR, Space.NEAR).numColumns(3).applyTo(column);
		GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.BEGINNING).grab(true, false).applyTo(column);
		about = header();
		prompt = prompt();
		agent = agent();
		folder = folder();
		folderNote = new Label(column, SWT.WRAP);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).indent(0, -Space.TIGHT).applyTo(folderNote);
		note = new Label(column, SWT.WRAP);
		GridDataFactory.fillDefaults().span(2, 1).align(SWT.FILL, SWT.CENTER).grab(true, false).applyTo(note);
		start = start();
		Painted.byUs(about, folderNote, note);
		recent = new RecentSessions(column, this::open);
		column.setTabList(new Control[] { prompt.getParent(), agent, folder, (Control) folder.getData(), start, recent.control() });
		latch = new Latch(ui, this::refresh);
		services = ContextInjectionFactory.make(StartServices.class, context);
		services.onNews(latch::signal);
		context.set(StartPage.class, this);
		context.set(ComposerInput.class, this);
		restore();
		addListener(SWT.Resize, resized -> fit());
		addListener(SWT.Paint, painted -> {
			if (coloured != null && coloured.dark() != Palette.of(getParent()).dark()) {
				latch.signal();
			}
		});
		addListener(SWT.Dispose, disposed -> close());
		services.pull();
		refresh();
	}

	// --- the page ---

	private Label header() {
		Composite header = new Composite(column, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(Space.INSET, Space.TIGHT).applyTo(header);
		GridDataFactory.fillDefaults().span(3, 1).grab(true, false).indent(0, Space.FAR).applyTo(header);
		Label mark = new Label(header, SWT.NONE);
		Image large = new Image(getDisplay(), (ImageDataProvider) zoom -> Icons.descriptor(Icon.UMBRA).getImageData(zoom * MARK_SCALE));
		mark.setImage(large);
		mark.addListener(SWT.Dispose, disposed -> large.dispose());
		GridDataFactory.fillDefaults().span(1, 2).align(SWT.BEGINNING, SWT.CENTER).applyTo(mark);
		Label words = new Label(header, SWT.WRAP);
		words.setText(Messages.title);
		words.setFont(Fonts.heading(words));
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false).applyTo(words);
		Label sentence = new Label(header, SWT.WRAP);
		sentence.setText(Messages.about);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(sentence);
		return sentence;
	}

	private StyledText prompt() {
		Composite card = new Composite(column, SWT.NONE);
		card.setData(CSS_DISABLED, Boolean.TRUE);
		GridLayoutFactory.fillDefaults().margins(Space.TIGHT, Space.TIGHT).applyTo(card);
		GridDataFactory.fillDefaults().span(3, 1).grab(true, false).indent(0, Space.INSET).applyTo(card);
		StyledText text = new StyledText(card, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
		text.setData(CSS_DISABLED, Boolean.TRUE);
		text.setAlwaysShowScrollBars(false);
		text.setMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT);
		Named.named(text, Messages.prompt);
		GridDataFactory.fillDefaults().grab(true, true).hint(1, text.getLineHeight() * PROMPT_LINES).applyTo(text);
		text.addModifyListener(modified -> {
			remember(TEXT_KEY, text.getText());
			text.redraw();
			say();
		});
		text.addListener(SWT.Traverse, event -> {
			if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
				event.doit = true;
			}
		});
		text.addVerifyKeyListener(event -> {
			if ((event.stateMask & SWT.MOD1) != 0 && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR)) {
				event.doit = false;
				begin();
			}
		});
		EmptyHint.in(text, Messages.prompt_hint);
		Listener focus = event -> {
			// focus is also lost by being disposed
			if (!card.isDisposed()) {
				card.redraw();
			}
		};
		text.addListener(SWT.FocusIn, focus);
		text.addListener(SWT.FocusOut, focus);
		card.addListener(SWT.Paint, event -> border(card, text, event));
		return text;
	}

	private void border(Composite card, StyledText text, Event event) {
		Palette palette = Palette.of(getParent());
		Rectangle area = card.getClientArea();
		event.gc.setAntialias(SWT.ON);
		event.gc.setBackground(palette.raised());
		event.gc.fillRoundRectangle(0, 0, area.width - 1, area.height - 1, CORNER, CORNER);
		event.gc.setForeground(text.isFocusControl() ? palette.accent() : palette.line());
		event.gc.drawRoundRectangle(0, 0, area.width - 1, area.height - 1, CORNER, CORNER);
	}

	/** What the style sheet does not know: the card, and what is second in rank. */
	private void colour() {
		Palette palette = Palette.of(getParent());
		if (coloured != null && coloured == palette) {
			return;
		}
		coloured = palette;
		prompt.setBackground(palette.raised());
		prompt.setForeground(palette.text());
		prompt.getParent().setBackground(palette.surface());
		about.setForeground(palette.dim());
		for (Label own : List.of(about, folderNote, note)) {
			own.setBackground(palette.surface());
		}
		prompt.getParent().redraw();
	}

	private Combo agent() {
		Label label = new Label(column, SWT.NONE);
		label.setText(Messages.agent);
		Combo combo = new Combo(column, SWT.DROP_DOWN | SWT.READ_ONLY);
		Named.named(combo, Messages.agent_name);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(combo);
		combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(selected -> {
			int index = combo.getSelectionIndex();
			chosen = index < 0 ? null : who.get(index);
			say();
		}));
		return combo;
	}

	private Combo folder() {
		Label label = new Label(column, SWT.NONE);
		label.setText(Messages.folder);
		Combo combo = new Combo(column, SWT.DROP_DOWN);
		Named.named(combo, Messages.folder_name);
		GridDataFactory.fillDefaults().grab(true, false).hint(1, SWT.DEFAULT).applyTo(combo);
		Button browse = new Button(column, SWT.PUSH);
		browse.setText(Messages.browse);
		browse.setToolTipText(Messages.browse_tip);
		browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(selected -> browse()));
		combo.setData(browse);
		combo.addModifyListener(modified -> say());
		combo.addListener(SWT.KeyDown, typed -> folderChosen = true);
		combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(selected -> folderChosen = true));
		combo.addListener(SWT.FocusOut, left -> {
			if (!combo.isDisposed()) {
				remember(FOLDER_KEY, folderChosen ? combo.getText() : "");
			}
		});
		new Label(column, SWT.NONE);
		return combo;
	}

	private Button start() {
		Button button = new Button(column, SWT.PUSH);
		button.setText(Messages.start);
		button.setToolTipText(Messages.start_tip);
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(button);
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(selected -> begin()));
		return button;
	}

	/** One readable column in the middle, as wide as there is room; the page scrolls where there is too little. */
	private void fit() {
		if (isDisposed()) {
			return;
		}
		GC gc = new GC(column);
		int wide = (int) (gc.getFontMetrics().getAverageCharacterWidth() * WIDTH_IN_CHARACTERS);
		gc.dispose();
		int width = Math.max(1, Math.min(wide, scrolled.getClientArea().width - 2 * Space.FAR));
		((GridData) column.getLayoutData()).widthHint = width;
		Control whole = scrolled.getContent();
		Point size = whole.computeSize(scrolled.getClientArea().width, SWT.DEFAULT, true);
		scrolled.setMinHeight(size.y);
		((Composite) whole).layout(true, true);
	}

	// --- what is known ---

	private void refresh() {
		if (isDisposed()) {
			return;
		}
		Snapshots snapshots = services.snapshots();
		List<SessionSummary> sessions = List.of();
		if (snapshots != null) {
			Known<Agents.Listing> agents = snapshots.agents().now();
			sessions = snapshots.sessions().now().present().map(Sessions.Listing::sessions).orElse(List.of());
			showAgents(Choices.who(agents.value(), snapshots.presets().now().value()), sessions);
			failure = agents.failure();
		}
		showFolders(sessions);
		recent.show(Choices.recent(sessions));
		say();
		fit();
	}

	private void showAgents(List<Choices.Who> now, List<SessionSummary> sessions) {
		if (!now.equals(who) || agent.getItemCount() == 0) {
			who = now;
			agent.setItems(now.stream().map(StartPage::label).toArray(String[]::new));
		}
		int index = Choices.index(who, chosen, sessions);
		if (index != agent.getSelectionIndex()) {
			agent.select(index);
		}
	}

	private static String label(Choices.Who who) {
		String name = ForeignText.shownOnOneLine(who.name());
		return switch (who) {
		case Choices.Who.Known known -> name;
		case Choices.Who.Found found -> found.demo() ? NLS.bind(Messages.agent_demo, name)
				: NLS.bind(Messages.agent_found, name, ForeignText.shownOnOneLine(String.valueOf(found.preset().path())));
		};
	}

	private void showFolders(List<SessionSummary> sessions) {
		String last = InstanceScope.INSTANCE.getNode(NODE).get(LAST_FOLDER, null);
		List<String> folders = Choices.folders(services.folders().stream().map(FolderChooser.Folder::path).toList(), last, sessions, home);
		if (!folders.equals(List.of(folder.getItems()))) {
			String typed = folder.getText();
			folder.setItems(folders.toArray(String[]::new));
			folder.setText(typed);
		}
		if (!folderChosen && !folder.isFocusControl()) {
			folder.setText(folders.getFirst());
		}
	}

	/** What stands in the way, or what will happen. */
	private void say() {
		Path path = Choices.path(folder.getText(), home);
		Palette palette = Palette.of(getParent());
		String aboutFolder = path == null ? Messages.folder_none
				: path.equals(home) ? Messages.folder_home : Files.isDirectory(path) ? "" : NLS.bind(Messages.folder_new, path);
		words(folderNote, aboutFolder, path == null ? palette.error() : palette.dim());
		Failure told = failure;
		if (beginning) {
			words(note, Messages.starting, palette.dim());
		} else if (told != null) {
			words(note, told.hint() == null ? told.message() : told.message() + " " + told.hint(), palette.error());
		} else if (who.isEmpty()) {
			words(note, services.snapshots() == null || !services.snapshots().agents().now().asked() ? Messages.looking : Messages.agent_none, palette.dim());
		} else {
			words(note, Messages.start_hint, palette.dim());
		}
		boolean can = !beginning && path != null && agent.getSelectionIndex() >= 0 && !prompt.getText().isBlank();
		if (start.getEnabled() != can) {
			start.setEnabled(can);
		}
		recent.colour(palette);
		colour();
	}

	private void words(Label label, String text, Color colour) {
		label.setForeground(colour);
		if (!label.getText().equals(text)) {
			label.setText(ForeignText.shown(text).replace("&", "&&"));
			fit();
		}
	}

	// --- what the person does ---

	private void browse() {
		DirectoryDialog dialog = new DirectoryDialog(getShell(), SWT.OPEN);
		dialog.setText(Messages.browse_title);
		Path path = Choices.path(folder.getText(), home);
		if (path != null && Files.isDirectory(path)) {
			dialog.setFilterPath(path.toString());
		}
		String picked = dialog.open();
		if (picked != null && !isDisposed()) {
			folderChosen = true;
			folder.setText(picked);
			remember(FOLDER_KEY, picked);
		}
	}

	private void begin() {
		Path path = Choices.path(folder.getText(), home);
		int index = agent.getSelectionIndex();
		String text = prompt.getText();
		Agents agents = services.agents();
		Sessions sessions = services.sessions();
		if (beginning || path == null || index < 0 || text.isBlank() || agents == null || sessions == null) {
			return;
		}
		Choices.Who whom = who.get(index);
		chosen = whom;
		folderChosen = true;
		beginning = true;
		failure = null;
		prompt.setEditable(false);
		say();
		Beginning now = attempt == null ? new Beginning(agents, sessions, Threads.virtualEach("begin"), services.client()) : attempt;
		attempt = now;
		Snapshots snapshots = services.snapshots();
		String name = whom instanceof Choices.Who.Found found
				? Choices.freeName(found.preset(), snapshots == null ? null : snapshots.agents().now().value()) : whom.name();
		now.begin(new Beginning.Wanted(whom, name, path, text, part == null ? null : parentOf(part).map(SessionId::value).orElse(null))).thenAccept(outcome -> ui.asyncExec(() -> ended(outcome, path)));
	}

	private void ended(Outcome<SessionId> outcome, Path path) {
		if (isDisposed()) {
			return;
		}
		beginning = false;
		prompt.setEditable(true);
		switch (outcome) {
		case Outcome.Ok<SessionId> ok -> {
			attempt = null;
			keepFolder(path);
			remember(TEXT_KEY, "");
			remember(FOLDER_KEY, "");
			begun.accept(ok.value());
		}
		case Outcome.NotOk<SessionId> not -> {
			failure = not.failure();
			say();
			prompt.setFocus();
		}
		}
	}

	private void open(SessionId session) {
		SessionOpener opener = context.get(SessionOpener.class);
		if (opener != null) {
			opener.open(session);
		}
	}

	/** Chooses the agent to begin with. */
	public void choose(AgentId id) {
		chosen = new Choices.Who.Known(id, "");
		latch.signal();
	}

	@Override
	public void append(String text) {
		String before = prompt.getText();
		prompt.setText(before.isEmpty() || before.endsWith("\n") ? before + text : before + "\n" + text);
		prompt.setCaretOffset(prompt.getCharCount());
		prompt.setFocus();
	}

	@Override
	public void suggestFolder(Path suggested) {
		if (!folderChosen) {
			folder.setText(suggested.toString());
			folderChosen = true;
		}
	}

	/** Whether something was typed into the part's start page that is not sent, shown or not. */
	public static boolean isBegun(MPart part) {
		return !part.getPersistedState().getOrDefault(TEXT_KEY, "").isBlank();
	}

	/** Has a page that is not shown yet begin a session below another one, with its agent and folder. @param known null: as far as it is not known */
	public static void below(MPart part, SessionId parent, @Nullable SessionSummary known) {
		Map<String, String> state = part.getPersistedState();
		state.put(PARENT_KEY, parent.value());
		if (known != null) {
			state.put(PARENT_TITLE_KEY, known.title());
			state.put(AGENT_KEY, known.agent().value());
			state.put(FOLDER_KEY, known.cwd());
		}
	}

	/** The session below which a part's page begins one. */
	public static Optional<SessionId> parentOf(MPart part) {
		return Optional.ofNullable(part.getPersistedState().get(PARENT_KEY)).filter(id -> !id.isBlank()).map(SessionId::new);
	}

	/** Not {@link #setFocus}, which SWT calls too while it disposes what had the focus. */
	public void focusPrompt() {
		if (!prompt.isDisposed()) {
			prompt.setFocus();
		}
	}

	// --- what stays ---

	private void restore() {
		if (part == null) {
			return;
		}
		if (parentOf(part).isPresent()) {
			String title = ForeignText.shownOnOneLine(part.getPersistedState().getOrDefault(PARENT_TITLE_KEY, ""));
			about.setText(NLS.bind(Messages.below, title.isEmpty() ? Messages.recent_untitled : ForeignText.shortened(title, LONGEST_PARENT)).replace("&", "&&"));
		}
		prompt.setText(Objects.requireNonNullElse(part.getPersistedState().get(TEXT_KEY), ""));
		String kept = Objects.requireNonNullElse(part.getPersistedState().get(FOLDER_KEY), "");
		if (!kept.isEmpty()) {
			folder.setText(kept);
			folderChosen = true;
		}
		String id = part.getPersistedState().remove(AGENT_KEY);
		if (id != null) {
			chosen = new Choices.Who.Known(new AgentId(id), "");
		}
	}

	private void remember(String stateKey, String value) {
		if (part != null) {
			if (value.isEmpty()) {
				part.getPersistedState().remove(stateKey);
			} else {
				part.getPersistedState().put(stateKey, value);
			}
		}
	}

	private static void keepFolder(Path path) {
		IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(NODE);
		preferences.put(LAST_FOLDER, path.toString());
		try {
			preferences.flush();
		} catch (BackingStoreException e) {
			LOG.log(System.Logger.Level.WARNING, "the last folder could not be kept", e);
		}
	}

	private void close() {
		latch.close();
		ContextInjectionFactory.uninject(services, context);
		services.close();
		context.remove(StartPage.class);
		if (context.getLocal(ComposerInput.class) == this) {
			context.remove(ComposerInput.class);
		}
	}
}
