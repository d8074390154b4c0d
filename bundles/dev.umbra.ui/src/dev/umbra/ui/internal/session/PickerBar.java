package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** Below the text: a button to attach files, and one for each thing that may be chosen, with its menu. On the SWT thread. */
final class PickerBar {
	private static final String ARROW = "  ▾";

	private final Composite bar;
	private final Button attach;
	private final BiConsumer<String, String> choose;
	private final List<Button> buttons = new ArrayList<>();
	private List<Pickers.Picker> shown = List.of();
	private @Nullable Palette palette;

	/** @param choose told of key and value */
	PickerBar(Composite parent, Runnable attaching, BiConsumer<String, String> choose) {
		this.choose = choose;
		bar = new Composite(parent, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.center = true;
		layout.spacing = Space.TIGHT;
		layout.marginLeft = layout.marginRight = layout.marginTop = layout.marginBottom = 0;
		bar.setLayout(layout);
		attach = new Button(bar, SWT.PUSH | SWT.FLAT);
		attach.setImage(Icons.image(Icon.ATTACH));
		attach.setToolTipText(Messages.attach_tip);
		Named.named(attach, Messages.attach);
		attach.addListener(SWT.Selection, event -> attaching.run());
	}

	Composite control() {
		return bar;
	}

	/** @return whether its size may be another now */
	boolean show(SessionSummary summary) {
		List<Pickers.Picker> now = Pickers.of(summary);
		if (now.equals(shown)) {
			return false;
		}
		if (now.size() != shown.size()) {
			buttons.forEach(Button::dispose);
			buttons.clear();
			now.forEach(each -> buttons.add(button()));
		}
		shown = now;
		for (int i = 0; i < now.size(); i++) {
			fill(buttons.get(i), now.get(i));
		}
		if (palette != null) {
			paint(palette);
		}
		bar.layout(true, true);
		return true;
	}

	private Button button() {
		Button button = new Button(bar, SWT.PUSH | SWT.FLAT);
		OwnColours.keep(button);
		Named.named(button, () -> String.valueOf(button.getData()));
		button.addListener(SWT.Selection, event -> open(button));
		button.addListener(SWT.KeyDown, event -> {
			if (event.keyCode == SWT.ARROW_DOWN && button.isEnabled()) {
				open(button);
			}
		});
		return button;
	}

	private void fill(Button button, Pickers.Picker picker) {
		String words = picker.label() + (picker.waiting() ? " …" : "") + ARROW;
		button.setText(words.replace("&", "&&"));
		button.setToolTipText(picker.tip());
		button.setData(picker.label().equals(picker.name()) ? picker.name() : picker.name() + ": " + picker.label());
		button.setEnabled(!picker.settings().isEmpty());
		Menu before = button.getMenu();
		Menu menu = new Menu(button);
		boolean collection = picker.isCollection();
		for (Pickers.Setting setting : picker.settings()) {
			add(menu, setting, collection);
		}
		button.setMenu(menu);
		if (before != null) {
			before.dispose();
		}
	}

	private void add(Menu menu, Pickers.Setting setting, boolean ofItsOwn) {
		switch (setting) {
		case Pickers.Setting.Select select -> {
			Menu into = menu;
			if (ofItsOwn) {
				MenuItem item = item(menu, SWT.CASCADE, select.name());
				into = new Menu(item);
				item.setMenu(into);
			}
			choices(into, select);
		}
		case Pickers.Setting.Check check -> {
			MenuItem item = item(menu, SWT.CHECK, check.name());
			item.setSelection(check.on());
			tip(item, check.tip());
			item.addListener(SWT.Selection, event -> choose.accept(check.key(), Boolean.toString(item.getSelection())));
		}
		case Pickers.Setting.Fixed fixed -> item(menu, SWT.PUSH, fixed.name() + ": " + fixed.value()).setEnabled(false);
		}
	}

	private void choices(Menu menu, Pickers.Setting.Select select) {
		String group = null;
		for (Pickers.Choice choice : select.choices()) {
			if (!Objects.equals(choice.group(), group)) {
				group = choice.group();
				if (menu.getItemCount() > 0) {
					new MenuItem(menu, SWT.SEPARATOR);
				}
				if (group != null) {
					item(menu, SWT.PUSH, group).setEnabled(false);
				}
			}
			MenuItem item = item(menu, SWT.RADIO, choice.name());
			item.setSelection(choice.present());
			tip(item, choice.tip());
			item.addListener(SWT.Selection, event -> {
				// the item that loses its mark is told too
				if (item.getSelection() && !choice.present()) {
					choose.accept(select.key(), choice.value());
				}
			});
		}
	}

	private static MenuItem item(Menu menu, int style, String words) {
		MenuItem item = new MenuItem(menu, style);
		item.setText(words.replace("&", "&&"));
		return item;
	}

	private static void tip(MenuItem item, @Nullable String words) {
		if (words != null) {
			item.setToolTipText(words);
		}
	}

	private static void open(Button button) {
		Menu menu = button.getMenu();
		if (menu != null) {
			Point below = button.toDisplay(0, button.getSize().y);
			menu.setLocation(below);
			menu.setVisible(true);
		}
	}

	void paint(Palette newPalette) {
		palette = newPalette;
		bar.setBackground(newPalette.raised());
		attach.setBackground(newPalette.raised());
		for (int i = 0; i < buttons.size(); i++) {
			Button button = buttons.get(i);
			button.setBackground(newPalette.raised());
			button.setForeground(shown.get(i).waiting() || !button.isEnabled() ? newPalette.dim() : newPalette.text());
		}
	}
}
