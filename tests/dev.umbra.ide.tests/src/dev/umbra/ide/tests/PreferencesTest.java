package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.ui.ClosingTab;

/** <i>Preferences &gt; Agents</i> in its dialog. */
class PreferencesTest {
	private static final String PAGE = "dev.umbra.ide.preferences";
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
		ClosingTab.ASK.write(InstanceScope.INSTANCE.getNode(ClosingTab.NODE));
	}

	private PreferencePage page() {
		return (PreferencePage) dialog.getSelectedPage();
	}

	private Button button(String text) {
		return Ide.control(page().getControl(), Button.class, each -> each.getText().replace("&", "").equals(text)).orElseThrow();
	}

	private String words() {
		List<String> words = new ArrayList<>();
		Ide.controls(page().getControl(), Label.class, each -> true).forEach(each -> words.add(each.getText()));
		return String.join("\n", words);
	}

	private static void press(Button button) {
		assertTrue(button.isEnabled(), button.getText());
		button.notifyListeners(SWT.Selection, new Event());
	}

	@Test
	void itSaysWhatTheHostDoesAndWhere() {
		Host.Status status = Ide.ok(host.product().host().status(new Nothing()));
		Ide.await(this::words, () -> words().contains("process " + status.pid() + ": ready"));
		assertEquals(status.home(), Ide.control(page().getControl(), Text.class, each -> true).orElseThrow().getText());
	}

	@Test
	void theChoiceIsKept() {
		assertTrue(button("Ask").getSelection());
		button("Ask").setSelection(false);
		button("Close the tab and let it run").setSelection(true);
		assertTrue(page().performOk());
		assertEquals(ClosingTab.KEEP_RUNNING, ClosingTab.read(InstanceScope.INSTANCE.getNode(ClosingTab.NODE)));
	}

	@Test
	void theHostIsRestartedWhenIdle() {
		long before = Ide.ok(host.product().host().status(new Nothing())).pid();
		Ide.await(this::words, () -> words().contains("process " + before + ": ready"));
		press(button("Restart when idle"));
		Ide.await(this::words, () -> words().contains(": ready") && !words().contains("process " + before + ":"));
		assertNotEquals(before, Ide.ok(host.product().host().status(new Nothing())).pid());
		Ide.await("the button", button("Restart when idle")::isEnabled);
	}

	@Test
	void nothingIsCut() {
		Ide.await(this::words, () -> words().contains(": ready"));
		// a layout is done when the display comes to it
		Ide.await(() -> cut().toString(), () -> cut().isEmpty());
	}

	private List<Control> cut() {
		return Ide.controls(page().getControl(), Control.class, each -> {
			Point needed = each instanceof Label || each instanceof Button
					? each.computeSize(each instanceof Label ? each.getSize().x : SWT.DEFAULT, SWT.DEFAULT) : new Point(0, 0);
			return needed.x > each.getSize().x || needed.y > each.getSize().y;
		});
	}
}
