package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;

/** <i>Preferences &gt; Agents &gt; Relays and Identities</i> in its dialog. */
class RelaysPreferencesTest {
	private static final String PAGE = "dev.umbra.ide.preferences.relays";
	private HostOfTests host;
	private PreferenceDialog dialog;

	@BeforeEach
	void thePageIsShown() throws Exception {
		host = HostOfTests.use();
		dialog = PreferencesUtil.createPreferenceDialogOn(Ide.window().getShell(), PAGE, new String[] { PAGE }, null);
		dialog.setBlockOnOpen(false);
		dialog.open();
	}

	@AfterEach
	void close() {
		dialog.close();
	}

	private Control page() {
		return ((PreferencePage) dialog.getSelectedPage()).getControl();
	}

	@Test
	void theThreePagesAreThereAndNothingIsCut() {
		TabFolder pages = Ide.control(page(), TabFolder.class, each -> true).orElseThrow();
		assertEquals(List.of("Relays", "Identities", "This Computer"), Arrays.stream(pages.getItems()).map(TabItem::getText).toList());
		for (int i = 0; i < pages.getItemCount(); i++) {
			pages.setSelection(i);
			Ide.await(() -> cut().toString(), () -> cut().isEmpty());
		}
	}

	@Test
	void whatTheHostHasIsShownAndFollows() {
		TabFolder pages = Ide.control(page(), TabFolder.class, each -> true).orElseThrow();
		pages.setSelection(1);
		Table identities = Ide.control(page(), Table.class, Control::isVisible).orElseThrow();
		int before = Ide.ok(host.product().identities().list(new Nothing())).identities().size();
		Identities.One made = Ide.ok(host.product().identities().create(new Identities.Create(CommandId.random(), "work")));
		Ide.await("the identity that another window made",
				() -> identities.getItemCount() == before + 1 && Arrays.stream(identities.getItems()).anyMatch(item -> item.getText(3).equals(made.npub())));
		assertTrue(Ide.control(page(), Button.class, each -> each.isVisible() && each.getText().startsWith("&Export")).isPresent());
	}

	private List<Control> cut() {
		return Ide.controls(page(), Control.class, each -> {
			Point needed = each.isVisible() && (each instanceof Label || each instanceof Button)
					? each.computeSize(each instanceof Label ? each.getSize().x : SWT.DEFAULT, SWT.DEFAULT) : new Point(0, 0);
			return needed.x > each.getSize().x || needed.y > each.getSize().y;
		});
	}
}
