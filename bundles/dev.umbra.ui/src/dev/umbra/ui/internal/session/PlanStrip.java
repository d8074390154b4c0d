package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/** How far the plan of the turn is, in one line; a press shows all of its steps. Takes no room without a plan. On the SWT thread. */
final class PlanStrip {
	/** Made with the first plan: most tabs never need it. */
	private record Content(Button fold, Label line, Composite scrolled, Label steps) {
	}

	private final Composite strip;
	private final IntSupplier room;
	private @Nullable Content content;
	private @Nullable Palette painted;
	private boolean open;
	private @Nullable PlanLine shown;

	/** @param parent with a grid of one column; @param room how high the steps may be, in points */
	PlanStrip(Composite parent, IntSupplier room) {
		this.room = room;
		strip = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.INSET;
		layout.marginHeight = 2;
		layout.horizontalSpacing = Space.TIGHT;
		layout.verticalSpacing = 0;
		strip.setLayout(layout);
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		place.exclude = true;
		strip.setLayoutData(place);
		strip.setVisible(false);
	}

	private Content content() {
		Content made = content;
		if (made == null) {
			Button fold = new Button(strip, SWT.PUSH | SWT.FLAT);
			fold.addListener(SWT.Selection, event -> fold());
			Named.named(fold, () -> open ? Messages.plan_close : Messages.plan_open);
			Label line = new Label(strip, SWT.NONE);
			GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
			wide.widthHint = 1;
			line.setLayoutData(wide);
			line.addListener(SWT.MouseUp, event -> fold());
			line.addListener(SWT.Resize, event -> fit());
			Composite scrolled = new Composite(strip, SWT.V_SCROLL);
			scrolled.setLayout(new BannerLayout(scrolled, room));
			scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false, 2, 1));
			made = new Content(fold, line, scrolled, new Label(scrolled, SWT.WRAP));
			content = made;
			OwnColours.keep(strip);
			if (painted != null) {
				paint(painted);
			}
		}
		return made;
	}

	void show(SessionSummary summary, List<Entry> entries) {
		Optional<PlanLine> plan = PlanLine.of(summary, entries);
		PlanLine now = plan.orElse(null);
		if (Objects.equals(now, shown)) {
			return;
		}
		shown = now;
		if (now != null) {
			content().steps().setText(String.join("\n", now.steps()).replace("&", "&&"));
			content().line().setToolTipText(now.line().replace("&", "&&"));
		}
		open &= now != null;
		arrange();
		fit();
	}

	private void fold() {
		open = !open;
		arrange();
	}

	private void arrange() {
		Content made = content();
		made.fold().setImage(Icons.image(open ? Icon.EXPANDED : Icon.COLLAPSED));
		made.fold().setToolTipText(open ? Messages.plan_close : Messages.plan_open);
		((GridData) made.scrolled().getLayoutData()).exclude = !open;
		made.scrolled().setVisible(open);
		((GridData) strip.getLayoutData()).exclude = shown == null;
		strip.setVisible(shown != null);
		strip.layout(true, true);
		strip.getParent().layout();
	}

	private void fit() {
		PlanLine now = shown;
		if (now != null) {
			Label line = content().line();
			GC gc = new GC(line);
			line.setText(TextFit.fitted(gc, now.line(), line.getSize().x).replace("&", "&&"));
			gc.dispose();
		}
	}

	void paint(Palette palette) {
		painted = palette;
		strip.setBackground(palette.surface());
		Content made = content;
		if (made != null) {
			for (Control each : List.of(made.fold(), made.line(), made.scrolled(), made.steps())) {
				each.setBackground(palette.surface());
				each.setForeground(each == made.line() ? palette.text() : palette.dim());
			}
		}
	}
}
