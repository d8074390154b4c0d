package dev.umbra.ui.internal.agents;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Relays;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * The relay that keeps agents from travelling, if one does, at the bottom of the part. Takes no room while all are well. The parent has a
 * {@link GridLayout}. On the SWT thread.
 */
final class RelayLine extends Composite {
	private final AgentsView.Showing showing;
	private final Label icon;
	private final Link text;
	private String shown = "";

	RelayLine(Composite parent, AgentsView.Showing showing) {
		super(parent, SWT.NONE);
		this.showing = showing;
		GridData place = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
		place.exclude = true;
		setLayoutData(place);
		setVisible(false);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.TIGHT;
		layout.horizontalSpacing = Space.NEAR;
		setLayout(layout);
		icon = new Label(this, SWT.NONE);
		icon.setImage(Icons.image(Icon.NOTICE));
		icon.setLayoutData(new GridData(SWT.CENTER, SWT.TOP, false, false));
		text = new Link(this, SWT.WRAP);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		text.addListener(SWT.Selection, event -> showing.relays());
		Painted.byUs(this, icon, text);
		recolor();
	}

	/** @param listing null while it is not known */
	void show(Relays.@Nullable Listing listing) {
		String words = listing == null ? null : RelayTrouble.of(listing.relays());
		String wanted = words == null ? "" : escaped(words) + (showing.hasRelays() ? " " + Messages.relay_link : "");
		if (!wanted.equals(shown)) {
			shown = wanted;
			text.setText(wanted);
			setVisible(words != null);
			((GridData) getLayoutData()).exclude = words == null;
			getParent().layout(true, true);
		}
	}

	/** Neither a mnemonic nor a link of its own: the words are a relay's. */
	private static String escaped(String words) {
		return words.replace('<', '‹').replace('>', '›').replace("&", "&&");
	}

	/** After a change of the theme. */
	void recolor() {
		Palette palette = Palette.of(getParent());
		setBackground(palette.raised());
		icon.setBackground(palette.raised());
		text.setBackground(palette.raised());
		text.setForeground(palette.text());
		text.setLinkForeground(palette.accent());
	}
}
