package dev.umbra.ui.internal.agents;

import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.AgentState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * What went wrong with the selected agent, in full: a row has room for the beginning only. Takes no room while there is
 * nothing. The parent has a {@link GridLayout}. On the SWT thread.
 */
final class AgentProblem extends Composite {
	private final Label icon;
	private final Label text;

	private final Label advice;
	private final Link links;

	/** @param run does what the person chooses, to the selected agent */
	AgentProblem(Composite parent, Consumer<Command> run) {
		super(parent, SWT.NONE);
		GridData place = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
		place.exclude = true;
		setLayoutData(place);
		setVisible(false);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.NEAR;
		layout.horizontalSpacing = Space.NEAR;
		layout.verticalSpacing = Space.TIGHT;
		setLayout(layout);
		icon = new Label(this, SWT.NONE);
		icon.setImage(Icons.image(Icon.FAILED));
		icon.setLayoutData(new GridData(SWT.CENTER, SWT.TOP, false, false, 1, 3));
		text = new Label(this, SWT.WRAP);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		advice = new Label(this, SWT.WRAP);
		advice.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		links = new Link(this, SWT.NONE);
		links.setText(Messages.problem_links);
		links.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		links.addListener(SWT.Selection, event -> run.accept(switch (event.text) {
		case "log" -> Command.LOG;
		case "edit" -> Command.EDIT;
		default -> Command.START;
		}));
		Painted.byUs(this, icon, text, advice, links);
		recolor();
	}

	/** @param agent the selected one, or null */
	void show(Row.@Nullable OfAgent agent) {
		String words = agent == null ? "" : agent.problem();
		String escaped = words.replace("&", "&&");
		String next = agent == null || words.isEmpty() ? "" : advice(agent.state());
		if (!escaped.equals(text.getText()) || !next.equals(advice.getText())) {
			text.setText(escaped);
			advice.setText(next);
			((GridData) advice.getLayoutData()).exclude = next.isEmpty();
			advice.setVisible(!next.isEmpty());
			setVisible(!words.isEmpty());
			((GridData) getLayoutData()).exclude = words.isEmpty();
			getParent().layout(true, true);
		}
	}

	private static String advice(AgentState state) {
		return switch (state) {
		case BACKING_OFF -> Messages.problem_backing_off;
		case FAILED -> Messages.problem_failed;
		case STOPPED, STARTING, READY, WORKING, WAITING -> "";
		};
	}

	/** After a change of the theme. */
	void recolor() {
		Palette palette = Palette.of(getParent());
		setBackground(palette.raised());
		icon.setBackground(palette.raised());
		for (Control each : new Control[] { text, advice, links }) {
			each.setBackground(palette.raised());
			each.setForeground(palette.text());
		}
		advice.setForeground(palette.dim());
		links.setLinkForeground(palette.accent());
	}
}
