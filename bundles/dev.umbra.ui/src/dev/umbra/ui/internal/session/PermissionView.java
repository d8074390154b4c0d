package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
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
public final class PermissionView extends Composite {
	private static final int MOST_LINES = 14;
	private static final int MOST_COMMAND_LINES = 8;

	private final Detail.Permission permission;
	private final Consumer<Detail.Option> answer;
	private final List<Button> buttons = new ArrayList<>();
	private final List<Control> dim = new ArrayList<>();
	private final Label state;
	private final Font bold;
	private Palette palette;
	private @Nullable DiffView diff;
	private boolean answering;
	private boolean reachable = true;

	/** @param answer told once per choice; the view is then disabled until {@link #refused} */
	public PermissionView(Composite parent, Detail.Permission permission, Consumer<Detail.Option> answer) {
		super(parent, SWT.NONE);
		this.permission = permission;
		this.answer = answer;
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
		heading();
		if (permission.command() != null) {
			command(permission.command());
		}
		paths();
		if (!permission.content().isEmpty()) {
			content();
		}
		options();
		state = label("", true);
		state.setText(Messages.permission_sandbox);
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
		Label title = label(ToolWords.kind(permission.kind()) + "  –  " + ForeignText.shown(permission.title()), false);
		title.setFont(bold);
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

	/** The whole command; a long one scrolls. */
	private void command(String command) {
		StyledText text = new StyledText(this, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
		text.setAlwaysShowScrollBars(false);
		text.setFont(JFaceResources.getTextFont());
		text.setMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT);
		text.setText(ForeignText.shown(command));
		text.getAccessible().addAccessibleListener(named(Messages.permission_command));
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		text.setLayoutData(place);
		limit(text, place, MOST_COMMAND_LINES);
	}

	/** The paths that are not told by the title or above a diff. */
	private void paths() {
		for (String path : permission.paths()) {
			boolean told = permission.content().stream()
					.anyMatch(each -> each instanceof Detail.ToolContent.Diff diff && diff.path().equals(path));
			if (!told && !permission.title().contains(path)) {
				label(ForeignText.shown(path), false).setFont(JFaceResources.getTextFont());
			}
		}
	}

	private void content() {
		DiffView view = new DiffView(this, permission.content());
		diff = view;
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		view.control().setLayoutData(place);
		limit(view.control(), place, MOST_LINES);
	}

	/** As high as the text needs at the width it has, up to some lines. */
	private void limit(StyledText text, GridData place, int most) {
		place.heightHint = text.getLineHeight() * Math.min(most, text.getLineCount() + 1);
		place.widthHint = 200;
		text.addListener(SWT.Resize, event -> {
			Point size = text.computeSize(text.getSize().x, SWT.DEFAULT);
			int height = Math.min(size.y, text.getLineHeight() * most);
			if (height != place.heightHint && text.getSize().x > 0) {
				place.heightHint = height;
				getDisplay().asyncExec(() -> {
					if (!isDisposed()) {
						requestLayout();
					}
				});
			}
		});
	}

	private void options() {
		Composite row = new Composite(this, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.spacing = Space.NEAR;
		layout.marginLeft = layout.marginRight = 0;
		layout.marginTop = layout.marginBottom = Space.TIGHT;
		row.setLayout(layout);
		row.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
		for (Detail.Option option : permission.options()) {
			Button button = new Button(row, SWT.PUSH);
			String name = ForeignText.shortened(ForeignText.shownOnOneLine(option.name()), 120);
			int number = buttons.size() + 1;
			button.setText((number <= 9 ? number + "  " : "") + name.replace("&", "&&"));
			button.setLayoutData(new RowData(button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * Space.NEAR, SWT.DEFAULT));
			button.setData(option);
			button.addListener(SWT.Selection, event -> choose(option));
			buttons.add(button);
		}
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

	private void key(Event event) {
		int number = event.character - '1';
		if ((event.stateMask & SWT.MODIFIER_MASK) == 0 && number >= 0 && number < Math.min(9, buttons.size())
				&& buttons.get(number).isEnabled()) {
			event.doit = false;
			choose((Detail.Option) buttons.get(number).getData());
		}
	}

	private void choose(Detail.Option option) {
		if (answering) {
			return;
		}
		answering = true;
		enable();
		say(Messages.permission_answering);
		answer.accept(option);
	}

	/** The answer did not count: says why. @param again whether it may be answered once more */
	public void refused(String words, boolean again) {
		answering = !again;
		enable();
		say(words);
		state.setForeground(palette.error());
	}

	/** Whether an answer would reach anyone; if not, the answers look and are disabled. */
	public void reachable(boolean now) {
		if (reachable != now) {
			reachable = now;
			enable();
			colour(this);
			dim.forEach(label -> label.setForeground(palette.dim()));
		}
	}

	private void enable() {
		buttons.forEach(button -> button.setEnabled(reachable && !answering));
	}

	private void say(String words) {
		state.setText(words.replace("&", "&&"));
		requestLayout();
	}

	/** To the view, not to a button: a key that was meant for elsewhere must not answer. */
	@Override
	public boolean setFocus() {
		return forceFocus();
	}

	/** Follows the theme. */
	public void paint(Palette newPalette) {
		palette = newPalette;
		colour(this);
		dim.forEach(label -> label.setForeground(palette.dim()));
		if (diff != null) {
			diff.restyle();
		}
	}

	private void colour(Composite composite) {
		composite.setBackground(palette.raised());
		for (Control child : composite.getChildren()) {
			if (child instanceof StyledText text) {
				if (diff == null || text != diff.control()) {
					text.setBackground(palette.code());
					text.setMarginColor(palette.code());
					text.setForeground(palette.text());
				}
			} else if (child instanceof Composite nested) {
				colour(nested);
			} else if (child instanceof Button button) {
				boolean first = reachable && button == buttons.getFirst() && ((Detail.Option) button.getData()).kind().startsWith("allow");
				button.setBackground(first ? palette.accent() : null);
				button.setForeground(first ? palette.onAccent() : reachable ? null : palette.dim());
			} else {
				child.setBackground(palette.raised());
				child.setForeground(palette.text());
			}
		}
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
