package dev.umbra.ui.internal.session;

import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** What goes with a prompt, one chip each, in lines that wrap; takes no room while there is nothing. On the SWT thread. */
final class ChipRow {
	private static final int LONGEST = 36;

	/** @param about how large; @param remove takes it away */
	record Shown(String name, String about, Runnable remove) {
	}

	private final Composite row;

	/** @param parent with a grid */
	ChipRow(Composite parent, int columns) {
		row = new Composite(parent, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.spacing = Space.TIGHT + 2;
		layout.marginLeft = layout.marginRight = layout.marginTop = 0;
		layout.marginBottom = Space.TIGHT;
		row.setLayout(layout);
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false, columns, 1);
		place.exclude = true;
		row.setLayoutData(place);
		row.setVisible(false);
	}

	boolean isDisposed() {
		return row.isDisposed();
	}

	void show(List<Shown> chips) {
		for (Control old : row.getChildren()) {
			old.dispose();
		}
		chips.forEach(this::chip);
		((GridData) row.getLayoutData()).exclude = chips.isEmpty();
		row.setVisible(!chips.isEmpty());
		OwnColours.keep(row);
		paint(Palette.of(row.getParent()));
		row.layout();
		row.requestLayout();
	}

	private void chip(Shown shown) {
		Composite chip = new Composite(row, SWT.NONE);
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = 2;
		layout.horizontalSpacing = Space.TIGHT;
		chip.setLayout(layout);
		String name = ForeignText.shownOnOneLine(shown.name());
		Label words = new Label(chip, SWT.NONE);
		words.setText(ForeignText.shortened(name, LONGEST).replace("&", "&&"));
		words.setToolTipText(name.replace("&", "&&"));
		Label about = new Label(chip, SWT.NONE);
		about.setText(shown.about());
		about.setData(Boolean.TRUE);
		ToolBar bar = new ToolBar(chip, SWT.FLAT);
		ToolItem remove = new ToolItem(bar, SWT.PUSH);
		remove.setImage(Icons.image(Icon.CLOSE));
		String tip = NLS.bind(Messages.attach_remove, name);
		remove.setToolTipText(tip);
		remove.addListener(SWT.Selection, event -> shown.remove().run());
		Named.named(bar, tip);
		chip.addListener(SWT.Paint, event -> {
			Palette palette = Palette.of(row.getParent());
			Rectangle area = chip.getClientArea();
			event.gc.setAntialias(SWT.ON);
			event.gc.setForeground(palette.line());
			event.gc.drawRoundRectangle(0, 0, area.width - 1, area.height - 1, Space.NEAR, Space.NEAR);
		});
	}

	void paint(Palette palette) {
		row.setBackground(palette.raised());
		for (Control chip : row.getChildren()) {
			chip.setBackground(palette.raised());
			if (chip instanceof Composite composite) {
				for (Control each : composite.getChildren()) {
					each.setBackground(palette.raised());
					each.setForeground(each.getData() == Boolean.TRUE ? palette.dim() : palette.text());
				}
			}
		}
	}
}
