package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;

import org.eclipse.core.commands.contexts.Context;
import org.eclipse.core.commands.contexts.ContextManager;
import org.eclipse.swt.custom.StyledText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The keys of our parts belong to a context that the workbench must know, or they do nothing. This framework has an IDE's
 * bundles in it, which make binding tables that are named as contexts are.
 */
class KeysTest {
	@TempDir
	Path temp;

	@Test
	void theContextOfThePartsIsDefinedAtEveryStart() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			for (int start = 0; start < 2; start++) {
				try (Window window = Window.open()) {
					window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
					ContextManager contexts = Objects.requireNonNull(window.application().getContext().get(ContextManager.class));
					Context parts = contexts.getContext("dev.umbra.ui.context.parts");
					assertTrue(window.ui(parts::isDefined), () -> "only these are: " + contexts.getDefinedContextIds());
					assertEquals("org.eclipse.ui.contexts.window", window.ui(parts::getParentId));
					Context editors = contexts.getContext("dev.umbra.ui.context.editors");
					assertTrue(window.ui(editors::isDefined), () -> "only these are: " + contexts.getDefinedContextIds());
					assertEquals("dev.umbra.ui.context.parts", window.ui(editors::getParentId));
				}
			}
		}
	}
}
