package dev.umbra.ui.internal.git;

import java.util.function.Supplier;

import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.SessionFile;

/** The window of differences that belongs to the section: one at most, of the session in front. On the SWT thread. */
final class Differing {
	private final Control owner;
	private final Supplier<@Nullable Git> git;
	private @Nullable DiffDialog shown;

	Differing(Control owner, Supplier<@Nullable Git> git) {
		this.owner = owner;
		this.git = git;
	}

	/** @param file null for all that differs since the session began */
	void open(SessionId session, @Nullable SessionFile file) {
		DiffDialog present = shown;
		if (present != null && present.isOpen()) {
			present.show(file);
			present.getShell().forceActive();
			return;
		}
		DiffDialog made = new DiffDialog(owner.getShell(), session, git, file);
		shown = made;
		made.open();
	}

	/** While differences are looked at, they are those of the selected file. */
	void follow(SessionFile file) {
		DiffDialog present = shown;
		if (present != null && present.isOpen()) {
			present.show(file);
		}
	}

	void close() {
		if (shown != null && shown.isOpen()) {
			shown.close();
		}
		shown = null;
	}
}
