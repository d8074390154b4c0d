package dev.umbra.ui.internal.editors;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.ForeignText;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Personas;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Space;

/**
 * What holds at once and is no part of the persona's record: whether it is offered here, whether others may read it, whether its
 * command may run here. On the SWT thread.
 */
final class PersonaDevicePane {
	private final Supplier<HostServices> services;
	private final Shown shown;
	private final Composite pane;
	private final Label unconfirmed;
	private final Button confirm;
	private final Button active;
	private final Button open;
	private final Label source;
	private final Label problem;
	private Personas.@Nullable One one;

	PersonaDevicePane(Composite parent, Supplier<HostServices> services, Shown shown) {
		this.services = services;
		this.shown = shown;
		pane = Fields.grid(parent, 1);
		unconfirmed = Fields.problem(pane);
		confirm = new Button(pane, SWT.PUSH);
		confirm.setText(Messages.device_confirm);
		confirm.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
		confirm.addListener(SWT.Selection, event -> confirm());
		Label heading = Fields.label(pane, Messages.device_heading);
		heading.setFont(Fonts.bold(heading));
		GridData data = Fields.wide();
		data.verticalIndent = Space.INSET;
		heading.setLayoutData(data);
		Fields.note(pane, Messages.device_note);
		active = check(Messages.device_active, (command, on) -> personas -> personas.mark(new Personas.Mark(command, slug(), on, null)));
		open = check(Messages.device_shared, (command, on) -> personas -> personas.share(new Personas.Share(command, slug(), on)));
		source = Fields.note(pane, "");
		problem = Fields.problem(pane);
		Fields.show(pane, false);
	}

	private interface Toggle {
		Function<Personas, CompletionStage<Outcome<Done>>> call(CommandId command, boolean on);
	}

	private Button check(String words, Toggle toggle) {
		Button check = new Button(pane, SWT.CHECK | SWT.WRAP);
		check.setText(words);
		check.setLayoutData(Fields.wide());
		check.addListener(SWT.Selection, event -> ask(toggle.call(CommandId.random(), check.getSelection())));
		return check;
	}

	private String slug() {
		Personas.One present = one;
		return present == null ? "" : present.persona().slug().value();
	}

	private void ask(Function<Personas, CompletionStage<Outcome<Done>>> call) {
		say(null);
		HostAnswers.ask(pane, services.get().get(Personas.class), call, done -> shown.look(), failure -> {
			say(HostAnswers.words(failure));
			// the boxes show what is, not what was wished
			Personas.One present = one;
			if (present != null) {
				select(present);
			}
		});
	}

	private void say(@Nullable String words) {
		if (Fields.say(problem, words)) {
			shown.fit();
		}
	}

	/** Shows the command in full; only who read it allows it. */
	private void confirm() {
		Personas.One present = one;
		String command = present == null ? null : present.persona().acpCommand();
		if (command != null && MessageDialog.open(MessageDialog.QUESTION, pane.getShell(), Messages.device_confirm_title,
				NLS.bind(Messages.device_confirm_question, ForeignText.shown(command)), SWT.SHEET, Messages.device_allow, Messages.cancel) == 0) {
			ask(personas -> personas.confirm(new Personas.Confirm(CommandId.random(), slug(), command)));
		}
	}

	/** @param now null: it is not there yet @return whether a new layout is due */
	boolean show(Personas.@Nullable One now) {
		if (now == null ? one == null : now.equals(one)) {
			return false;
		}
		one = now;
		Fields.show(pane, now != null);
		if (now != null) {
			String command = now.persona().acpCommand();
			boolean asked = command != null && !now.commandConfirmed();
			Fields.say(unconfirmed, asked ? NLS.bind(Messages.device_unconfirmed, ForeignText.shownOnOneLine(command)) : null);
			Fields.show(confirm, asked);
			select(now);
			String from = now.source();
			source.setText(from == null ? "" : NLS.bind(Messages.device_source, from).replace("&", "&&"));
			Fields.show(source, from != null);
		}
		return true;
	}

	private void select(Personas.One now) {
		active.setSelection(now.active());
		open.setSelection(now.shared());
		open.setEnabled(!now.builtIn());
	}
}
