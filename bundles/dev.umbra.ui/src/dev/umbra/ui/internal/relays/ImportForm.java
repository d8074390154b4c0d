package dev.umbra.ui.internal.relays;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
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
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.relays.ImportInput.Field;
import dev.umbra.ui.internal.text.ForeignText;

/** An identity that was made elsewhere. The field of its key never shows it. On the SWT thread. */
final class ImportForm implements Form {
	private record Widgets(Text key, Text password, Text name, @Nullable Button stay, @Nullable Button move) {
	}

	private final Supplier<@Nullable Identities> identities;
	private final Identities.@Nullable One current;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	private @Nullable Widgets widgets;
	private Runnable resized = () -> {
	};

	/** @param current the identity in use, or null if there is none */
	ImportForm(Supplier<@Nullable Identities> identities, Identities.@Nullable One current) {
		this.identities = identities;
		this.current = current;
	}

	@Override
	public Control fill(Composite area, Runnable resizing) {
		resized = resizing;
		Fields.note(area, Messages.import_note);
		Fields.label(area, Messages.import_key);
		Text key = Fields.line(area, Messages.import_key, SWT.PASSWORD);
		problems.put(Field.KEY, Fields.problem(area));
		Composite behind = Fields.grid(area, 1);
		Fields.label(behind, Messages.import_password);
		Text password = Fields.line(behind, Messages.import_password, SWT.PASSWORD);
		problems.put(Field.PASSWORD, Fields.problem(behind));
		Fields.show(behind, false);
		key.addListener(SWT.Modify, event -> {
			boolean wanted = ImportInput.isEncrypted(key.getText());
			if (wanted != behind.getVisible()) {
				Fields.show(behind, wanted);
				resized.run();
			}
		});
		Fields.label(area, Messages.field_name);
		Text name = Fields.line(area, Messages.field_name, SWT.NONE);
		name.setMessage(Messages.new_hint);
		problems.put(Field.NAME, Fields.problem(area));
		Identities.One before = current;
		Button stay = null;
		Button move = null;
		if (before != null && before.records() > 0) {
			Composite choice = Named.named(Fields.grid(area, 1), Messages.import_move);
			Fields.note(choice, NLS.bind(Messages.import_has, ForeignText.shownOnOneLine(before.name()), before.records()));
			move = radio(choice, Messages.import_move_yes);
			stay = radio(choice, Messages.import_move_no);
			problems.put(Field.MOVE, Fields.problem(choice));
		}
		widgets = new Widgets(key, password, name, stay, move);
		return key;
	}

	private static Button radio(Composite parent, String words) {
		Button radio = new Button(parent, SWT.RADIO);
		radio.setText(words);
		return radio;
	}

	private ImportInput input(Widgets all) {
		Identities.One before = current;
		Boolean move = all.move() != null && all.move().getSelection() ? Boolean.TRUE : all.stay() != null && all.stay().getSelection() ? Boolean.FALSE : null;
		return new ImportInput(all.key().getText(), all.password().getText(), all.name().getText(), before == null ? 0 : before.records(), move);
	}

	@Override
	public boolean checked() {
		Widgets all = widgets;
		if (all == null) {
			return false;
		}
		Map<Field, String> found = input(all).problems();
		boolean moved = false;
		for (Map.Entry<Field, Label> each : problems.entrySet()) {
			moved |= Fields.say(each.getValue(), found.get(each.getKey()));
		}
		if (moved) {
			resized.run();
		}
		return found.isEmpty();
	}

	@Override
	public void send(Runnable done, Consumer<Failure> failed) {
		Widgets all = widgets;
		if (all != null) {
			HostAnswers.ask(all.key(), identities.get(), service -> service.importing(input(all).call(CommandId.random())), taken -> done.run(), failed);
		}
	}
}
