package dev.umbra.ui.internal.relays;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Identities;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;

/** Another identity. On the SWT thread. */
final class NewIdentityForm implements Form {
	private final Supplier<@Nullable Identities> identities;
	private @Nullable Text name;
	private @Nullable Label problem;
	private Runnable resized = () -> {
	};

	NewIdentityForm(Supplier<@Nullable Identities> identities) {
		this.identities = identities;
	}

	@Override
	public Control fill(Composite area, Runnable resizing) {
		resized = resizing;
		Fields.note(area, Messages.new_note);
		Fields.label(area, Messages.field_name);
		Text text = Fields.line(area, Messages.field_name, SWT.NONE);
		text.setMessage(Messages.new_hint);
		name = text;
		problem = Fields.problem(area);
		return text;
	}

	@Override
	public boolean checked() {
		Text text = name;
		Label label = problem;
		if (text == null || label == null) {
			return false;
		}
		String words = text.getText().isBlank() ? null : CatalogCheck.nameProblem(text.getText().strip());
		if (Fields.say(label, words)) {
			resized.run();
		}
		return words == null;
	}

	@Override
	public void send(Runnable done, Consumer<Failure> failed) {
		Text text = name;
		if (text != null) {
			String typed = text.getText().strip();
			HostAnswers.ask(text, identities.get(), service -> service.create(new Identities.Create(CommandId.random(), typed.isEmpty() ? null : typed)),
					made -> done.run(), failed);
		}
	}
}
