package dev.umbra.ui.internal.questions;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.core.session.Detail;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The logins that an agent offers: those it carries out by itself are a button, those of a terminal a command to copy or to
 * open in a terminal's window. On the SWT thread.
 */
public final class LoginView extends SheetView {
	private final Detail.Login login;
	private final Surroundings surroundings;
	private final Sheet sheet;
	private final Display display;
	/** Of logins that the agent carries out, and the one that refuses them all. */
	private final List<Button> buttons = new ArrayList<>();
	/** Of terminals; on once it is known that there is one. */
	private final Set<Button> found = new HashSet<>();

	LoginView(Composite parent, String text, Detail.Login login, Surroundings surroundings) {
		super(parent, surroundings);
		this.login = login;
		this.surroundings = surroundings;
		display = getDisplay();
		sheet = new Sheet(this, Messages.login_heading, NLS.bind(Messages.login_title, ForeignText.shownOnOneLine(surroundings.agent())));
		String message = ForeignText.clean(text).strip();
		if (!message.isEmpty()) {
			Sheet.label(this, message);
		}
		for (Detail.LoginMethod method : login.methods()) {
			if (method.inTerminal()) {
				terminal(method);
			} else {
				agent(method);
			}
		}
		if (login.methods().isEmpty()) {
			Sheet.label(this, Messages.login_none);
		}
		Button cancel = sheet.button(sheet.row(), Messages.login_cancel, () -> answer(new Given(null, null, false)));
		cancel.setToolTipText(Messages.login_cancel_tip);
		buttons.add(cancel);
		sheet.done();
	}

	private void described(Detail.LoginMethod method) {
		String description = method.description();
		if (description != null && !description.isBlank()) {
			sheet.dim(this, ForeignText.clean(description).strip());
		}
	}

	private void agent(Detail.LoginMethod method) {
		described(method);
		Button button = sheet.button(sheet.row(), name(method), () -> answer(Given.option(method.id())));
		if (buttons.isEmpty()) {
			sheet.primary(button);
		}
		buttons.add(button);
	}

	private static String name(Detail.LoginMethod method) {
		return ForeignText.shortened(ForeignText.shownOnOneLine(method.name().isBlank() ? method.id() : method.name()), 120);
	}

	private void terminal(Detail.LoginMethod method) {
		Sheet.label(this, NLS.bind(Messages.login_terminal, name(method)));
		described(method);
		String shown = LoginCommand.typed(LoginCommand.of("umbra", home(), surroundings.agent(), method.id()));
		Text command = Named.named(new Text(this, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP), Messages.login_command);
		command.setFont(JFaceResources.getTextFont());
		command.setText(ForeignText.shownOnOneLine(shown));
		GridData data = Sheet.wide();
		data.widthHint = 120;
		command.setLayoutData(data);
		Composite row = sheet.row();
		sheet.button(row, Messages.copy, () -> Copying.copy(this, shown));
		Button open = sheet.button(row, Messages.login_open, () -> open(method));
		open.setEnabled(false);
		open.setToolTipText(Messages.login_looking);
		if (login.methods().indexOf(method) == 0) {
			sheet.primary(open);
		}
		// folders are read for it
		Threads.virtual("terminal-look", () -> {
			boolean there = here(method).isPresent();
			whileShown(() -> {
				open.setToolTipText(there ? Messages.login_open_tip : Messages.login_no_terminal);
				if (there) {
					found.add(open);
					enable();
				}
			});
		});
	}

	/** From any thread. */
	private void whileShown(Runnable work) {
		if (!display.isDisposed()) {
			display.asyncExec(() -> {
				if (!isDisposed()) {
					work.run();
				}
			});
		}
	}

	/** The data folder where it was named; the command finds the usual one by itself. */
	private static @Nullable String home() {
		String named = System.getProperty("umbra.home", System.getenv("UMBRA_HOME"));
		return named == null || named.isBlank() ? null : named;
	}

	/** Any thread. */
	private Optional<List<String>> here(Detail.LoginMethod method) {
		return program().flatMap(umbra -> TerminalPrograms.running(LoginCommand.of(umbra, home(), surroundings.agent(), method.id())));
	}

	/** The command of this installation, else the one on the PATH. */
	private static Optional<String> program() {
		String name = System.getProperty("os.name", "").startsWith("Windows") ? "umbra.cmd" : "umbra";
		Location install = Platform.getInstallLocation();
		URL place = install == null ? null : install.getURL();
		Optional<Path> own = place == null || !place.getProtocol().equals("file") ? Optional.empty()
				: TerminalPrograms.file(new File(place.getPath()).getPath(), name);
		return own.or(() -> TerminalPrograms.onPath(name)).map(Path::toString);
	}

	private void open(Detail.LoginMethod method) {
		sheet.say(Messages.login_opening, false);
		Threads.virtual("terminal-open", () -> {
			Optional<List<String>> command = here(method);
			try {
				if (command.isPresent()) {
					TerminalPrograms.start(command.get());
				}
				whileShown(() -> sheet.say(command.isPresent() ? Messages.login_opened : Messages.login_no_terminal, command.isEmpty()));
			} catch (IOException e) {
				whileShown(() -> sheet.say(NLS.bind(Messages.login_unopened, e.getMessage()), true));
			}
		});
	}

	private void answer(Given given) {
		answer(given, given.option() == null ? Messages.answering : Messages.login_running);
	}

	@Override
	void enable() {
		buttons.forEach(button -> button.setEnabled(canAnswer()));
		found.forEach(button -> button.setEnabled(!isAnswering()));
		sheet.repaint();
	}

	@Override
	Sheet sheet() {
		return sheet;
	}

	@Override
	public void key(Event event) {
		// a login is never begun by a key that was meant for something else
	}

	/** SWT calls this too while the view is taken down, when its buttons are gone before it. */
	@Override
	public boolean setFocus() {
		return buttons.stream().filter(button -> !button.isDisposed() && button.isEnabled()).findFirst().map(Button::forceFocus).orElse(false);
	}
}
