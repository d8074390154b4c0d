package dev.umbra.ui.internal.session;

import java.util.Objects;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** State, agent, model, mode, folder, branch and use of the context in one line that wraps. On the SWT thread. */
final class SessionHeader {
	private static final int DOT = 9;
	private final Composite line;
	private final Canvas dot;
	private final Label status;
	private final Label agent;
	private final Label model;
	private final Label mode;
	private final Label policy;
	private final Link folder;
	private final Link parent;
	private final Label branch;
	private final Label usage;
	private SessionWords.@Nullable Mood mood;
	private boolean old;
	private String path = "";
	private String below = "";
	private double fullness = -1;

	/** @param toParent the person wants to see the session above */
	SessionHeader(Composite area, Runnable toParent) {
		line = new Composite(area, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.center = true;
		layout.spacing = Space.INSET;
		layout.marginLeft = Space.INSET;
		layout.marginRight = Space.INSET;
		layout.marginTop = Space.NEAR;
		layout.marginBottom = Space.NEAR;
		line.setLayout(layout);
		Composite state = new Composite(line, SWT.NONE);
		RowLayout near = new RowLayout(SWT.HORIZONTAL);
		near.center = true;
		near.spacing = Space.TIGHT + 2;
		near.marginLeft = near.marginRight = near.marginTop = near.marginBottom = 0;
		state.setLayout(near);
		dot = new Canvas(state, SWT.DOUBLE_BUFFERED);
		dot.setLayoutData(new RowData(DOT, DOT));
		dot.addListener(SWT.Paint, event -> {
			event.gc.setAntialias(SWT.ON);
			event.gc.setBackground(color(Palette.of(line)));
			event.gc.fillOval(0, 0, DOT, DOT);
		});
		status = new Label(state, SWT.NONE);
		parent = new Link(line, SWT.NONE);
		parent.setLayoutData(new RowData());
		parent.addListener(SWT.Selection, event -> toParent.run());
		agent = label(Messages.header_agent_tip);
		model = label(Messages.header_model_tip);
		mode = label(Messages.header_mode_tip);
		policy = label(Messages.header_policy_tip);
		folder = new Link(line, SWT.NONE);
		folder.setLayoutData(new RowData());
		folder.addListener(SWT.Selection, event -> copyPath());
		branch = label(Messages.header_branch_tip);
		usage = label(Messages.header_usage_tip);
	}

	private Label label(String tip) {
		Label label = new Label(line, SWT.NONE);
		label.setLayoutData(new RowData());
		label.setToolTipText(tip);
		return label;
	}

	Control control() {
		return line;
	}

	/**
	 * @param allowsAll the agent does everything unasked
	 * @param above title of the session above, or null where there is none
	 * @param isOld the host cannot be reached: what is shown is the last that was known
	 */
	void show(@Nullable SessionSummary summary, boolean allowsAll, @Nullable String above, boolean isOld) {
		boolean changed = false;
		old = isOld;
		if (summary == null) {
			mood = null;
			changed |= set(status, Messages.reading);
			for (Control each : new Control[] { agent, model, mode, policy, branch, usage }) {
				changed |= set((Label) each, "");
			}
			changed |= shown(folder, false);
			changed |= shown(parent, false);
		} else {
			mood = SessionWords.mood(summary.status());
			String word = SessionWords.status(summary.status());
			changed |= set(status, isOld ? NLS.bind(Messages.status_old, word) : word);
			changed |= set(agent, ForeignText.shortened(ForeignText.shownOnOneLine(summary.agentName()), 40));
			changed |= set(model, SessionWords.model(summary));
			changed |= set(mode, words(Pickers.modeName(summary)));
			changed |= set(policy, allowsAll ? Messages.header_policy : "");
			changed |= set(branch, summary.branch() == null ? "" : NLS.bind(Messages.header_branch, words(summary.branch())));
			changed |= set(usage, usage(summary.usage()));
			fullness = SessionWords.fullness(summary.usage());
			changed |= folder(summary.cwd());
			changed |= above(above);
		}
		dot.redraw();
		// before it has a place nothing is laid out in it
		if (changed && line.getSize().x > 0) {
			line.layout(true, true);
			line.getParent().layout();
		}
	}

	private static String words(@Nullable String foreign) {
		return foreign == null ? "" : ForeignText.shortened(ForeignText.shownOnOneLine(foreign), 40);
	}

	private static String usage(Usage usage) {
		Long used = usage.used();
		Long size = usage.size();
		if (used == null) {
			return "";
		}
		return size == null ? NLS.bind(Messages.header_used, SessionWords.tokens(used))
				: NLS.bind(Messages.header_usage, SessionWords.tokens(used), SessionWords.tokens(size));
	}

	private boolean folder(String cwd) {
		if (cwd.equals(path)) {
			return shown(folder, true);
		}
		path = cwd;
		String words = SessionWords.folder(cwd, System.getProperty("user.home"));
		folder.setText("<a>" + words.replace("&", "&&").replace("<", "‹").replace(">", "›") + "</a>");
		folder.setToolTipText(NLS.bind(Messages.header_folder_tip, ForeignText.shownOnOneLine(cwd)).replace("&", "&&"));
		shown(folder, true);
		return true;
	}

	private boolean above(@Nullable String title) {
		String words = title == null ? "" : words(title.isBlank() ? Messages.title_new : title);
		if (!words.equals(below)) {
			below = words;
			parent.setText(NLS.bind(Messages.header_parent, "<a>" + words.replace("&", "&&").replace("<", "‹").replace(">", "›") + "</a>"));
			parent.setToolTipText(NLS.bind(Messages.header_parent_tip, words).replace("&", "&&"));
			shown(parent, title != null);
			return true;
		}
		return shown(parent, title != null);
	}

	private void copyPath() {
		Clipboard clipboard = new Clipboard(line.getDisplay());
		try {
			clipboard.setContents(new Object[] { path }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	private static boolean set(Label label, String words) {
		String text = words.replace("&", "&&");
		boolean changed = !Objects.equals(text, label.getText());
		if (changed) {
			label.setText(text);
		}
		return (label.getLayoutData() instanceof RowData ? shown(label, !words.isEmpty()) : false) | changed;
	}

	private static boolean shown(Control control, boolean shown) {
		RowData place = (RowData) control.getLayoutData();
		boolean changed = place.exclude == shown;
		place.exclude = !shown;
		control.setVisible(shown);
		return changed;
	}

	void paint(Palette palette) {
		for (Control each : new Control[] { line, dot, dot.getParent(), status, parent, agent, model, mode, policy, folder, branch, usage }) {
			each.setBackground(palette.surface());
			each.setForeground(each == status || each == agent ? palette.text() : palette.dim());
		}
		policy.setForeground(palette.error());
		folder.setLinkForeground(palette.dim());
		parent.setLinkForeground(palette.accent());
		usage.setForeground(fullness >= 0.8 ? palette.error() : fullness >= 0.6 ? palette.warning() : palette.dim());
		status.setForeground(old || mood == null ? palette.dim() : palette.text());
	}

	private Color color(Palette palette) {
		SessionWords.Mood now = mood;
		if (old || now == null) {
			return palette.line();
		}
		return now.colour(palette);
	}
}
