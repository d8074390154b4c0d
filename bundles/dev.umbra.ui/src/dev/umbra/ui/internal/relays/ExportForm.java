package dev.umbra.ui.internal.relays;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Identities;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.relays.ExportInput.Field;
import dev.umbra.ui.internal.text.ForeignText;

/** A private key leaves, if the person wants that and knows what it means. On the SWT thread; a file is written apart from it. */
final class ExportForm implements Form {
	private record Widgets(Button encrypted, Composite behind, Text password, Text again, Button copy, Button write, Composite place, Text file, Button agreed) {
	}

	private final Supplier<@Nullable Identities> identities;
	private final Identities.One identity;
	private final Consumer<String> told;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	private @Nullable Widgets widgets;
	private Runnable resized = () -> {
	};

	/** @param told where the key is now, in words */
	ExportForm(Supplier<@Nullable Identities> identities, Identities.One identity, Consumer<String> told) {
		this.identities = identities;
		this.identity = identity;
		this.told = told;
	}

	@Override
	public Control fill(Composite area, Runnable resizing) {
		resized = resizing;
		String name = ForeignText.shownOnOneLine(identity.name());
		Label meaning = Fields.note(area, NLS.bind(Messages.export_meaning, name));
		meaning.setForeground(area.getForeground());
		Composite how = Fields.grid(area, 1);
		Button encrypted = radio(how, Messages.export_encrypted, true);
		Composite behind = Fields.grid(how, 2);
		((GridData) behind.getLayoutData()).horizontalIndent = 20;
		Fields.label(behind, Messages.export_password);
		Text password = Fields.line(behind, Messages.export_password, SWT.PASSWORD);
		Fields.label(behind, Messages.export_again);
		Text again = Fields.line(behind, Messages.export_again, SWT.PASSWORD);
		Label wrong = Fields.problem(behind);
		((GridData) wrong.getLayoutData()).horizontalSpan = 2;
		problems.put(Field.PASSWORD, wrong);
		Button plain = radio(how, Messages.export_plain, false);
		Composite where = Fields.grid(area, 1);
		Button copy = radio(where, Messages.export_copy, true);
		Button write = radio(where, Messages.export_write, false);
		Composite place = Fields.grid(where, 2);
		((GridData) place.getLayoutData()).horizontalIndent = 20;
		Text file = Fields.line(place, Messages.export_file, SWT.NONE);
		file.setText(Path.of(System.getProperty("user.home"), fileName(true)).toString());
		Button browse = new Button(place, SWT.PUSH);
		browse.setText(Messages.export_browse);
		browse.addListener(SWT.Selection, event -> browse(file));
		Label noFile = Fields.problem(place);
		((GridData) noFile.getLayoutData()).horizontalSpan = 2;
		problems.put(Field.FILE, noFile);
		Button agreed = new Button(area, SWT.CHECK);
		agreed.setText(Messages.export_agreed);
		problems.put(Field.AGREED, Fields.problem(area));
		widgets = new Widgets(encrypted, behind, password, again, copy, write, place, file, agreed);
		for (Button each : new Button[] { encrypted, plain, copy, write }) {
			each.addListener(SWT.Selection, event -> enable());
		}
		enable();
		return password;
	}

	/** Tells what the file is by its name. */
	private String fileName(boolean encrypted) {
		String name = identity.name().replaceAll("[^\\p{L}\\p{N}_-]", "-");
		return name + (encrypted ? ".ncryptsec" : ".nsec");
	}

	private static Button radio(Composite parent, String words, boolean chosen) {
		Button radio = new Button(parent, SWT.RADIO);
		radio.setText(words);
		radio.setSelection(chosen);
		return radio;
	}

	private void browse(Text file) {
		FileDialog dialog = new FileDialog(file.getShell(), SWT.SAVE);
		dialog.setFileName(file.getText());
		String chosen = dialog.open();
		if (chosen != null) {
			file.setText(chosen);
		}
	}

	private void enable() {
		Widgets all = widgets;
		if (all != null) {
			enable(all.behind(), all.encrypted().getSelection());
			enable(all.place(), all.write().getSelection());
			String from = fileName(!all.encrypted().getSelection());
			if (all.file().getText().endsWith(from)) {
				String before = all.file().getText();
				all.file().setText(before.substring(0, before.length() - from.length()) + fileName(all.encrypted().getSelection()));
			}
		}
	}

	private static void enable(Composite group, boolean wanted) {
		for (Control each : group.getChildren()) {
			Fields.enable(each, wanted);
		}
	}

	private static ExportInput input(Widgets all) {
		return new ExportInput(all.encrypted().getSelection(), all.password().getText(), all.again().getText(), all.write().getSelection(),
				all.file().getText(), all.agreed().getSelection());
	}

	@Override
	public boolean checked() {
		Widgets all = widgets;
		if (all == null) {
			return false;
		}
		ExportInput input = input(all);
		Map<Field, String> found = input.problems();
		boolean moved = false;
		for (Map.Entry<Field, Label> each : problems.entrySet()) {
			moved |= Fields.say(each.getValue(), found.get(each.getKey()));
		}
		if (moved) {
			resized.run();
		}
		return found.isEmpty() && (input.encrypted() || plainAllTheSame(all));
	}

	/** A key that everybody can use who finds it wants a second yes. */
	private boolean plainAllTheSame(Widgets all) {
		return new MessageDialog(all.agreed().getShell(), Messages.export_plain_title, null,
				NLS.bind(Messages.export_plain_sure, ForeignText.shownOnOneLine(identity.name())).replace("&", "&&"), MessageDialog.WARNING, 1,
				Messages.export_plain_yes, IDialogConstants.CANCEL_LABEL).open() == 0;
	}

	@Override
	public void send(Runnable done, Consumer<Failure> failed) {
		Widgets all = widgets;
		if (all == null) {
			return;
		}
		ExportInput input = input(all);
		HostAnswers.ask(all.agreed(), identities.get(), service -> service.export(input.call(identity.npub())), exported -> {
			if (input.toFile()) {
				write(all, Path.of(input.file().strip()), exported.key(), done, failed);
			} else {
				Copied.text(all.agreed().getDisplay(), exported.key());
				done.run();
				told.accept(input.encrypted() ? Messages.export_copied : Messages.export_copied_plain);
			}
		}, failed);
	}

	private void write(Widgets all, Path file, String key, Runnable done, Consumer<Failure> failed) {
		Display display = all.agreed().getDisplay();
		Threads.virtual("key-save", () -> {
			String problem = KeyFile.write(file, key);
			if (!display.isDisposed()) {
				display.asyncExec(() -> {
					if (problem == null) {
						done.run();
						told.accept(NLS.bind(Messages.export_written, file));
					} else {
						failed.accept(Failure.failed(problem, null));
					}
				});
			}
		});
	}
}
