package dev.umbra.ui.internal.details;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Palette;

/** How full the agent's context is, as a bar and in words, and what the session cost. On the SWT thread. */
final class ContextPane {
	private final Composite pane;
	private final Label heading;
	private final ContextBar bar;
	private final Label words;
	private final Label tokens;
	private final Label cost;

	/** @param parent with a grid of one column */
	ContextPane(Composite parent) {
		pane = new Composite(parent, SWT.NONE);
		Panes.grid(pane, 1, 0);
		pane.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		heading = new Label(pane, SWT.NONE);
		heading.setText(Messages.context);
		heading.setFont(Fonts.bold(heading));
		heading.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		bar = new ContextBar(pane);
		bar.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		words = Panes.wide(new Label(pane, SWT.WRAP));
		tokens = Panes.wide(new Label(pane, SWT.WRAP));
		cost = Panes.wide(new Label(pane, SWT.WRAP));
	}

	void show(Details.Context context) {
		String said = context.words().isEmpty() ? Messages.context_unknown : context.words();
		bar.show(Math.max(0, context.fullness()), context.level(), said);
		Panes.set(words, said);
		Panes.set(tokens, context.tokens());
		Panes.set(cost, context.cost());
		Fields.show(tokens, !context.tokens().isEmpty());
		Fields.show(cost, !context.cost().isEmpty());
		Palette palette = Palette.of(pane);
		words.setForeground(switch (context.level()) {
		case PLENTY -> palette.dim();
		case AMBER -> palette.warning();
		case RED -> palette.error();
		});
	}

	void paint(Palette palette) {
		for (Control each : List.of(pane, heading, bar, words, tokens, cost)) {
			each.setBackground(palette.surface());
			each.setForeground(each == heading ? palette.text() : palette.dim());
		}
	}
}
