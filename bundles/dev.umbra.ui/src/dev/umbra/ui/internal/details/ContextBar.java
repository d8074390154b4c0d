package dev.umbra.ui.internal.details;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

import org.eclipse.osgi.util.NLS;

import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;

/** How full an agent's context is, as a bar; who cannot see it hears the words and the percentage. On the SWT thread. */
final class ContextBar extends Canvas {
	private static final int HEIGHT = 8;
	private static final int WIDTH = 120;
	private double fullness;
	private Details.Level level = Details.Level.PLENTY;
	private String words = "";

	ContextBar(Composite parent) {
		super(parent, SWT.DOUBLE_BUFFERED);
		Named.named(this, () -> NLS.bind(Messages.context_bar, words));
		getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
			@Override
			public void getRole(AccessibleControlEvent event) {
				event.detail = ACC.ROLE_PROGRESSBAR;
			}

			@Override
			public void getValue(AccessibleControlEvent event) {
				event.result = Integer.toString(percent());
			}
		});
		addListener(SWT.Paint, event -> paint(event.gc));
	}

	/** Of what is shown, 0 to 100. */
	int percent() {
		return (int) Math.round(fullness * 100);
	}

	/** @param share 0 to 1; @param said the same in words */
	void show(double share, Details.Level how, String said) {
		if (share != fullness || how != level || !said.equals(words)) {
			fullness = Math.clamp(share, 0, 1);
			level = how;
			words = said;
			redraw();
		}
	}

	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		return new Point(widthHint == SWT.DEFAULT ? WIDTH : widthHint, heightHint == SWT.DEFAULT ? HEIGHT : heightHint);
	}

	private void paint(GC gc) {
		Palette palette = Palette.of(getParent());
		Rectangle area = getClientArea();
		int width = (int) Math.round(area.width * fullness);
		gc.setAntialias(SWT.ON);
		gc.setBackground(palette.line());
		gc.fillRoundRectangle(0, 0, area.width, area.height, area.height, area.height);
		if (width > 0) {
			gc.setBackground(colour(palette));
			gc.fillRoundRectangle(0, 0, Math.max(width, area.height), area.height, area.height, area.height);
		}
	}

	private Color colour(Palette palette) {
		return switch (level) {
		case PLENTY -> palette.accent();
		case AMBER -> palette.warning();
		case RED -> palette.error();
		};
	}
}
