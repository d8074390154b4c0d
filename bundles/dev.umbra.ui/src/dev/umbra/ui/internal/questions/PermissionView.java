package dev.umbra.ui.internal.questions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.transcript.DiffView;
import dev.umbra.ui.internal.transcript.ToolWords;

/**
 * A question that only a person may answer: what the agent wants to do, in full, and the answers it takes. Nothing that the
 * agent wrote can hide a part of it. On the SWT thread.
 */
public final class PermissionView extends Composite implements Question {
	private static final int MOST_LINES = 14;
	private static final int MOST_COMMAND_LINES = 8;
	/** Of a title, code units; what is longer is told in full below it, where it scrolls. */
	private static final int LONGEST_TITLE = 240;
	/** Paths that stand for themselves; more of them scroll. */
	private static final int MOST_PATHS = 4;

	private final Detail.Permission permission;
	private final Surroundings surroundings;
	/** One per option, in the agent's order. */
	private final List<Button> buttons = new ArrayList<>();
	private final @Nullable Button rejectAll;
	private final Link rule;
	private final List<Control> dim = new ArrayList<>();
	private final Label state;
	private final Font bold;
	private Palette palette;
	private final List<DiffView> texts = new ArrayList<>();
	private final Label place;
	private boolean answering;
	private boolean reachable = true;

	PermissionView(Composite parent, Detail.Permission permission, Surroundings surroundings) {
		super(parent, SWT.NONE);
		this.permission = permission;
		this.surroundings = surroundings;
		this.palette = Palette.of(parent);
		setBackground(palette.raised());
		FontData[] font = parent.getFont().getFontData();
		for (FontData each : font) {
			each.setStyle(SWT.BOLD);
		}
		bold = new Font(getDisplay(), font);
		addDisposeListener(event -> bold.dispose());
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = Space.INSET + Space.TIGHT;
		layout.marginHeight = Space.NEAR;
		layout.verticalSpacing = Space.TIGHT + 2;
		setLayout(layout);
		place = label("", true);
		((GridData) place.getLayoutData()).exclude = true;
		place.setVisible(false);
		heading();
		if (permission.command() != null) {
			text(DiffView.of(this, permission.command(), Messages.permission_command), MOST_COMMAND_LINES);
		}
		paths();
		if (!permission.content().isEmpty()) {
			text(DiffView.of(this, permission.content()), MOST_LINES);
		}
		rejectAll = options();
		rule = rule();
		state = label("", true);
		state.setText(Messages.permission_sandbox);
		enable();
		keys(this);
		addListener(SWT.Paint, event -> {
			event.gc.setBackground(palette.warning());
			event.gc.fillRectangle(0, 0, 3, getClientArea().height);
		});
		OwnColours.keep(this);
		paint(palette);
		getAccessible().addAccessibleListener(named(permission.title()));
	}

	private void heading() {
		dim.add(label(permission.origin() == Detail.Permission.Origin.HOST ? Messages.permission_heading_host
				: Messages.permission_heading, true));
		Label title = label(ToolWords.kind(permission.kind()) + "  –  " + titleWords(), false);
		title.setFont(bold);
		if (permission.title().length() > LONGEST_TITLE) {
			text(DiffView.of(this, permission.title(), Messages.permission_title), MOST_COMMAND_LINES);
		}
	}

	private String titleWords() {
		String title = permission.title();
		return ForeignText.shown(title.length() > LONGEST_TITLE ? ForeignText.shortened(title, LONGEST_TITLE) : title);
	}

	private Label label(String words, boolean second) {
		Label label = new Label(this, SWT.WRAP);
		label.setText(words.replace("&", "&&"));
		label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		if (second) {
			dim.add(label);
		}
		return label;
	}

	/** All of a text, which scrolls if it is long; of a very long one all that is wanted. */
	private void text(DiffView view, int most) {
		texts.add(view);
		GridData area = new GridData(SWT.FILL, SWT.FILL, true, false);
		view.control().setLayoutData(area);
		limit(view.control(), area, most);
		if (view.whole()) {
			return;
		}
		Button all = new Button(this, SWT.PUSH);
		String lines = String.format("%,d", view.lines());
		all.setText(NLS.bind(Messages.permission_show_all, lines));
		all.setToolTipText(Messages.permission_show_all_tip);
		all.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
		all.addListener(SWT.Selection, event -> {
			all.setEnabled(false);
			all.setText(NLS.bind(Messages.permission_showing, lines));
			requestLayout();
			view.control().setFocus();
			view.showAll(() -> {
				all.setVisible(false);
				((GridData) all.getLayoutData()).exclude = true;
				enable();
				requestLayout();
			});
		});
	}

	/** The paths that are not told by the title or above a diff. */
	private void paths() {
		List<String> untold = permission.paths().stream().filter(path -> !permission.title().contains(path)
				&& permission.content().stream().noneMatch(each -> each instanceof Detail.ToolContent.Diff diff && diff.path().equals(path)))
				.toList();
		if (!untold.isEmpty() && (untold.size() > MOST_PATHS || untold.stream().anyMatch(path -> path.length() > LONGEST_TITLE))) {
			// a line feed in a path is marked, so that one path cannot look like two
			text(DiffView.of(this, String.join("\n", untold.stream().map(ForeignText::shownOnOneLine).toList()), Messages.permission_paths),
					MOST_COMMAND_LINES);
			return;
		}
		untold.forEach(path -> label(ForeignText.shownOnOneLine(path), false).setFont(JFaceResources.getTextFont()));
	}

	/** As high as the text needs at the width it has, up to some lines. */
	private void limit(StyledText text, GridData area, int most) {
		area.heightHint = text.getLineHeight() * Math.min(most, text.getLineCount() + 1);
		area.widthHint = 200;
		text.addListener(SWT.Resize, event -> {
			// a long text is not laid out only to learn that it is long
			int wanted = text.getLineCount() >= most ? Integer.MAX_VALUE : text.computeSize(text.getSize().x, SWT.DEFAULT).y;
			int height = Math.min(wanted, text.getLineHeight() * most(most));
			if (height != area.heightHint && text.getSize().x > 0) {
				area.heightHint = height;
				getDisplay().asyncExec(() -> {
					if (!text.isDisposed()) {
						text.requestLayout();
					}
				});
			}
		});
	}

	/** In a low window the answers count more than lines that scroll. */
	private int most(int most) {
		int lines = getShell().getClientArea().height / Math.max(1, getFont().getFontData()[0].getHeight() * 2);
		return Math.max(3, Math.min(most, lines / 4));
	}

	@Override
	public void waiting(int count) {
		Button all = rejectAll;
		if (all != null && all.getVisible() != count > 1) {
			all.setVisible(count > 1);
			((RowData) all.getLayoutData()).exclude = count < 2;
			requestLayout();
		}
		GridData area = (GridData) place.getLayoutData();
		String words = count > 1 ? NLS.bind(Messages.permission_more, count) : "";
		if (!words.equals(place.getText())) {
			place.setText(words);
			area.exclude = words.isEmpty();
			place.setVisible(!area.exclude);
			requestLayout();
		}
	}

	/** Nothing is allowed before all of it could be read. */
	private void enable() {
		boolean whole = texts.stream().allMatch(DiffView::whole);
		for (Button button : buttons) {
			boolean refuses = ((Detail.Option) button.getData()).kind().startsWith("reject");
			button.setEnabled(reachable && !answering && (whole || refuses));
			emphasise(button);
		}
		if (rejectAll != null) {
			rejectAll.setEnabled(reachable && !answering);
		}
		rule.setEnabled(reachable);
	}

	/** The answers. @return what rejects all that waits in this turn, shown while several do; null if nothing rejects */
	private @Nullable Button options() {
		Composite row = new Composite(this, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.spacing = Space.NEAR;
		layout.marginLeft = layout.marginRight = 0;
		layout.marginTop = layout.marginBottom = Space.TIGHT;
		row.setLayout(layout);
		row.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
		List<Integer> wide = new ArrayList<>();
		// a name that is wider than the view ends early, its tooltip has it whole
		row.addListener(SWT.Resize, event -> {
			for (int i = 0; i < buttons.size(); i++) {
				((RowData) buttons.get(i).getLayoutData()).width = Math.min(wide.get(i), Math.max(Space.INSET, row.getClientArea().width));
			}
		});
		for (Detail.Option option : permission.options()) {
			Button button = new Button(row, SWT.PUSH);
			String name = ForeignText.shortened(ForeignText.shownOnOneLine(option.name()), 120);
			int number = buttons.size() + 1;
			button.setText((number <= 9 ? number + "  " : "") + name.replace("&", "&&"));
			button.setToolTipText(name.replace("&", "&&"));
			button.setLayoutData(new RowData(button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * Space.NEAR, SWT.DEFAULT));
			button.setData(option);
			wide.add(((RowData) button.getLayoutData()).width);
			button.addListener(SWT.Selection, event -> choose(option, false));
			buttons.add(button);
		}
		return rejection().map(option -> rejectAll(row, option)).orElse(null);
	}

	private Button rejectAll(Composite row, Detail.Option option) {
		Button button = new Button(row, SWT.PUSH);
		button.setText(Messages.permission_reject_all);
		button.setToolTipText(Messages.permission_reject_all_tip);
		RowData data = new RowData();
		data.exclude = true;
		button.setLayoutData(data);
		button.setVisible(false);
		button.addListener(SWT.Selection, event -> choose(option, true));
		return button;
	}

	/** The mildest no. */
	private Optional<Detail.Option> rejection() {
		return permission.options().stream().filter(option -> option.kind().startsWith("reject"))
				.min(Comparator.comparing(option -> !option.kind().equals("reject_once")));
	}

	private Link rule() {
		Link link = new Link(this, SWT.NONE);
		link.setText("<a>" + Messages.permission_rule + "</a>");
		link.setToolTipText(Messages.permission_rule_tip);
		link.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
		link.addListener(SWT.Selection, event -> surroundings.makeRule(permission));
		return link;
	}

	private void keys(Composite composite) {
		composite.addListener(SWT.KeyDown, this::key);
		for (Control child : composite.getChildren()) {
			if (child instanceof Composite nested) {
				keys(nested);
			} else {
				child.addListener(SWT.KeyDown, this::key);
			}
		}
	}

	@Override
	public void key(Event event) {
		int number = event.character - '1';
		if ((event.stateMask & SWT.MODIFIER_MASK) == 0 && number >= 0 && number < Math.min(9, buttons.size())
				&& buttons.get(number).isEnabled()) {
			event.doit = false;
			choose((Detail.Option) buttons.get(number).getData(), false);
		}
	}

	private void choose(Detail.Option option, boolean rest) {
		if (answering) {
			return;
		}
		answering = true;
		enable();
		say(Messages.permission_answering);
		surroundings.answer(new Given(option.id(), null, rest));
	}

	@Override
	public void refused(String words, boolean again) {
		answering = !again;
		enable();
		say(words);
		state.setForeground(palette.error());
	}

	@Override
	public void reachable(boolean now) {
		if (reachable != now) {
			reachable = now;
			enable();
			colour(this);
			dim.forEach(label -> label.setForeground(palette.dim()));
		}
	}

	private void say(String words) {
		state.setText(words.replace("&", "&&"));
		requestLayout();
	}

	@Override
	public Composite control() {
		return this;
	}

	/** To the view, not to a button: a key that was meant for elsewhere must not answer. */
	@Override
	public boolean setFocus() {
		return forceFocus();
	}

	@Override
	public void paint(Palette newPalette) {
		palette = newPalette;
		colour(this);
		dim.forEach(label -> label.setForeground(palette.dim()));
		texts.forEach(DiffView::restyle);
	}

	private void colour(Composite composite) {
		composite.setBackground(palette.raised());
		for (Control child : composite.getChildren()) {
			if (child instanceof StyledText) {
				// has its own colours
			} else if (child instanceof Composite nested) {
				colour(nested);
			} else if (child instanceof Button button) {
				emphasise(button);
			} else if (child instanceof Link link) {
				link.setBackground(palette.raised());
				link.setForeground(palette.text());
				link.setLinkForeground(palette.accent());
			} else {
				child.setBackground(palette.raised());
				child.setForeground(palette.text());
			}
		}
	}

	/** The mildest consent is easy to find, once it can be given; one that lasts is never offered first, whatever the agent's order. */
	private void emphasise(Button button) {
		Button once = buttons.stream().filter(each -> each.getData() instanceof Detail.Option option && option.kind().equals("allow_once"))
				.findFirst().orElse(null);
		boolean first = button == once && button.isEnabled();
		button.setBackground(first ? palette.accent() : null);
		button.setForeground(first ? palette.onAccent() : null);
	}

	private static AccessibleAdapter named(String name) {
		return new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = name;
			}
		};
	}
}
