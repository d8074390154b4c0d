package dev.umbra.ui.internal.relays;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Identities;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.text.ForeignText;

/** An identity goes from this device, with its key: its name has to be typed. On the SWT thread. */
final class RemoveIdentityForm implements Form {
	private final Supplier<@Nullable Identities> identities;
	private final Identities.One identity;
	private @Nullable Text typed;
	private @Nullable Label problem;
	private Runnable resized = () -> {
	};

	RemoveIdentityForm(Supplier<@Nullable Identities> identities, Identities.One identity) {
		this.identities = identities;
		this.identity = identity;
	}

	@Override
	public Control fill(Composite area, Runnable resizing) {
		resized = resizing;
		String name = ForeignText.shownOnOneLine(identity.name());
		Fields.note(area, NLS.bind(Messages.remove_note, identity.records(), name));
		Fields.label(area, NLS.bind(Messages.remove_type, name).replace("&", "&&"));
		Text text = Fields.line(area, Messages.remove_typed, SWT.NONE);
		typed = text;
		problem = Fields.problem(area);
		return text;
	}

	@Override
	public boolean checked() {
		Text text = typed;
		Label label = problem;
		if (text == null || label == null) {
			return false;
		}
		boolean same = text.getText().strip().equals(identity.name());
		if (Fields.say(label, same ? null : Messages.remove_other)) {
			resized.run();
		}
		return same;
	}

	@Override
	public void send(Runnable done, Consumer<Failure> failed) {
		Text text = typed;
		if (text != null) {
			String name = text.getText().strip();
			HostAnswers.ask(text, identities.get(), service -> service.remove(new Identities.Remove(CommandId.random(), identity.npub(), name)),
					gone -> done.run(), failed);
		}
	}
}
