package dev.umbra.ui.internal.session;

import java.util.function.IntSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * One control, as high as it wants to be, but not higher than there is room: then it scrolls, and what stands below it stays in
 * view. For a composite with a vertical scroll bar. On the SWT thread.
 */
final class BannerLayout extends Layout {
	private final IntSupplier room;
	private final IntSupplier least;

	/** @param room how high the composite may be, in points */
	BannerLayout(Composite composite, IntSupplier room) {
		this(composite, room, () -> Integer.MAX_VALUE);
	}

	/** @param least down to which height, in points, the control takes care of itself when it has less than it wants */
	BannerLayout(Composite composite, IntSupplier room, IntSupplier least) {
		this.room = room;
		this.least = least;
		ScrollBar bar = composite.getVerticalBar();
		bar.setVisible(false);
		bar.addListener(SWT.Selection, event -> place(composite, wanted(composite, false)));
	}

	private static int wanted(Composite composite, boolean flush) {
		Control[] children = composite.getChildren();
		int width = composite.getClientArea().width;
		return children.length == 0 ? 0 : children[0].computeSize(Math.max(1, width), SWT.DEFAULT, flush).y;
	}

	@Override
	protected Point computeSize(Composite composite, int wHint, int hHint, boolean flush) {
		Control[] children = composite.getChildren();
		if (children.length == 0) {
			return new Point(0, 0);
		}
		Point size = children[0].computeSize(wHint, SWT.DEFAULT, flush);
		return new Point(size.x, Math.min(size.y, room.getAsInt()));
	}

	@Override
	protected void layout(Composite composite, boolean flush) {
		int wanted = wanted(composite, flush);
		int height = composite.getClientArea().height;
		ScrollBar bar = composite.getVerticalBar();
		// one that has no room at all yet is about to be given some
		boolean scrolls = height > 0 && wanted > height && height < least.getAsInt();
		if (bar.getVisible() != scrolls) {
			bar.setVisible(scrolls);
			wanted = wanted(composite, flush);
		}
		bar.setValues(Math.min(bar.getSelection(), Math.max(0, wanted - height)), 0, Math.max(1, wanted),
				Math.max(1, Math.min(height, wanted)), 16, Math.max(1, height));
		place(composite, wanted);
	}

	private static void place(Composite composite, int wanted) {
		Control[] children = composite.getChildren();
		if (children.length > 0) {
			Rectangle area = composite.getClientArea();
			int top = composite.getVerticalBar().getVisible() ? composite.getVerticalBar().getSelection() : 0;
			children[0].setBounds(0, -top, area.width,
					composite.getVerticalBar().getVisible() ? Math.max(wanted, area.height) : area.height);
		}
	}
}
