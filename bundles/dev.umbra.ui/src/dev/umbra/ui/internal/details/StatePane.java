package dev.umbra.ui.internal.details;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Palette;

/** What the session is, who does it, and since when. On the SWT thread. */
final class StatePane {
	private final Composite pane;
	private final Label title;
	private final Canvas dot;
	private final Label status;
	private final Label agent;
	private final Label model;
	private final Label began;
	private final Label lasting;
	private final Label active;
	private final List<Label> names = new ArrayList<>();
	private Details.@Nullable State shown;

	/** @param parent with a grid of one column */
	StatePane(Composite parent) {
		pane = new Composite(parent, SWT.NONE);
		Panes.grid(pane, 1, 0);
		pane.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		title = Panes.wide(new Label(pane, SWT.WRAP));
		title.setFont(Fonts.bold(title));
		Composite facts = new Composite(pane, SWT.NONE);
		Panes.grid(facts, 2, 0);
		facts.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		name(facts, Messages.status);
		Composite state = new Composite(facts, SWT.NONE);
		Panes.grid(state, 2, 0);
		state.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		dot = new Canvas(state, SWT.DOUBLE_BUFFERED);
		dot.setLayoutData(new GridData(Dots.SIZE, Dots.SIZE));
		dot.addListener(SWT.Paint, event -> paintDot(event.gc));
		status = Panes.wide(new Label(state, SWT.WRAP));
		agent = fact(facts, Messages.agent);
		model = fact(facts, Messages.model);
		began = fact(facts, Messages.began);
		lasting = fact(facts, Messages.lasting);
		active = fact(facts, Messages.active);
	}

	private void name(Composite facts, String words) {
		Label label = new Label(facts, SWT.NONE);
		label.setText(words);
		label.setLayoutData(new GridData(SWT.BEGINNING, SWT.TOP, false, false));
		names.add(label);
	}

	private Label fact(Composite facts, String words) {
		name(facts, words);
		return Panes.wide(new Label(facts, SWT.WRAP));
	}

	void show(Details.State state) {
		shown = state;
		Panes.set(title, state.title());
		Panes.set(status, state.status());
		Panes.set(agent, state.agent());
		Panes.set(model, state.model().isEmpty() ? Messages.model_unknown : state.model());
		Panes.set(began, state.began());
		Panes.set(lasting, state.lasting());
		Panes.set(active, state.active());
		dot.redraw();
	}

	void paint(Palette palette) {
		for (Control each : List.of(pane, title, dot.getParent().getParent(), dot.getParent(), dot, status, agent, model, began, lasting, active)) {
			each.setBackground(palette.surface());
			each.setForeground(palette.text());
		}
		names.forEach(label -> {
			label.setBackground(palette.surface());
			label.setForeground(palette.dim());
		});
	}

	private void paintDot(GC gc) {
		Details.State state = shown;
		Palette palette = Palette.of(pane);
		Dots.paint(gc, Dots.SIZE / 2, Dots.SIZE / 2, state == null || !state.live() ? palette.line() : state.mood().colour(palette), true);
	}
}
