package dev.umbra.ui.internal.exchange;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Directory.Other;
import dev.umbra.core.catalog.Persona;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * Personas that somebody else lets others read: asked of the relays when the person says whose, looked at whole, copied one by one. All
 * texts are foreign, and are shown with whatever would hide in them. On the SWT thread.
 */
public final class OthersDialog extends ExchangeDialog {
	private static final int[] SHARES = { 34, 66 };
	private final Supplier<HostServices> services;
	private @Nullable Text person;
	private @Nullable Button look;
	private @Nullable Table found;
	private @Nullable Text preview;
	private @Nullable Label words;
	/** Whose they are, as it was typed when they were asked for. */
	private String asked = "";
	private @Nullable String copied;

	public OthersDialog(Shell parent, Supplier<HostServices> services) {
		super(parent, Messages.others_title, 420);
		this.services = services;
	}

	/** Slug of the copy that was made last, or null. */
	public @Nullable String ask() {
		open();
		return copied;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.label(area, Messages.others_person);
		Composite place = Fields.grid(area, 2);
		Text typed = Fields.line(place, Messages.others_person, SWT.NONE);
		typed.setMessage("npub1…");
		typed.addListener(SWT.DefaultSelection, event -> look());
		typed.addListener(SWT.Modify, event -> enable());
		person = typed;
		Button button = new Button(place, SWT.PUSH);
		button.setText(Messages.others_look);
		button.addListener(SWT.Selection, event -> look());
		look = button;
		Table table = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.others_list);
		table.setHeaderVisible(true);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = table.getItemHeight() * 6;
		table.setLayoutData(data);
		Columns.share(table, List.of(Messages.column_name, Messages.column_about), SHARES);
		table.addListener(SWT.Selection, event -> explain());
		table.addListener(SWT.DefaultSelection, event -> okPressed());
		found = table;
		Fields.label(area, Messages.others_preview);
		Text whole = Named.named(new Text(area, SWT.BORDER | SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), Messages.others_preview);
		GridData below = new GridData(SWT.FILL, SWT.FILL, true, true);
		below.heightHint = whole.getLineHeight() * 8;
		below.widthHint = 200;
		whole.setLayoutData(below);
		preview = whole;
		words = Fields.note(area, Messages.others_hint);
		problem(area);
		enable();
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.others_copy, false).setEnabled(false);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, false);
	}

	private void look() {
		Text typed = person;
		Table table = found;
		if (typed == null || table == null || typed.getText().isBlank()) {
			return;
		}
		asked = typed.getText().strip();
		table.removeAll();
		explain();
		say(null);
		tell(Messages.others_looking);
		Button button = look;
		if (button != null) {
			button.setEnabled(false);
		}
		String whose = asked;
		HostAnswers.ask(table, services.get().get(Directory.class), directory -> directory.others(new Directory.OthersOf(whose)), this::fill, failure -> {
			tell(Messages.others_hint);
			failed(failure);
		});
	}

	private void fill(Directory.Others others) {
		Table table = found;
		if (table == null) {
			return;
		}
		for (Other other : others.personas()) {
			TableItem item = new TableItem(table, SWT.NONE);
			String about = other.persona().description() == null ? "" : other.persona().description();
			item.setText(new String[] { ForeignText.shownOnOneLine(other.persona().displayName()), ForeignText.shownOnOneLine(about) });
			item.setData(other);
		}
		if (table.getItemCount() > 0) {
			table.select(0);
		}
		tell((others.personas().isEmpty() ? Messages.others_none : Messages.others_note) + others.words().stream().map(each -> " " + each).reduce("", String::concat));
		explain();
		enable();
	}

	private @Nullable Other selected() {
		Table table = found;
		return table != null && table.getSelectionCount() > 0 && table.getSelection()[0].getData() instanceof Other other ? other : null;
	}

	private void explain() {
		Text whole = preview;
		Other other = selected();
		if (whole != null) {
			whole.setText(other == null ? "" : ForeignText.shown(text(other)));
		}
		Button copy = getButton(IDialogConstants.OK_ID);
		if (copy != null) {
			copy.setEnabled(other != null);
		}
	}

	private static String text(Other other) {
		Persona persona = other.persona();
		StringBuilder text = new StringBuilder();
		line(text, Messages.others_runtime, persona.runtime());
		line(text, Messages.others_model, persona.model());
		line(text, Messages.others_provider, persona.provider());
		line(text, Messages.others_names, String.join(", ", persona.namePool()));
		line(text, Messages.others_command, persona.acpCommand());
		line(text, Messages.others_relay, other.relay());
		return text.append('\n').append(persona.systemPrompt() == null ? "" : persona.systemPrompt()).toString();
	}

	private static void line(StringBuilder text, String words, @Nullable String value) {
		if (value != null && !value.isBlank()) {
			text.append(NLS.bind(words, value)).append('\n');
		}
	}

	private void enable() {
		Button button = look;
		Text typed = person;
		if (button != null && typed != null) {
			button.setEnabled(!typed.getText().isBlank());
		}
	}

	/** Adds the copy; the dialog stays, for another. */
	@Override
	protected void okPressed() {
		Table table = found;
		Other other = selected();
		if (table == null || other == null) {
			return;
		}
		Button copy = getButton(IDialogConstants.OK_ID);
		if (!copy.isEnabled()) {
			return;
		}
		copy.setEnabled(false);
		say(null);
		String slug = other.persona().slug().value();
		HostAnswers.ask(table, services.get().get(Directory.class),
				directory -> directory.copy(new Directory.Copy(CommandId.random(), asked, slug, other.hash())), saved -> {
					copied = saved.slug().value();
					tell(NLS.bind(Messages.others_copied, ForeignText.shownOnOneLine(other.persona().displayName())));
					copy.setEnabled(true);
				}, failure -> {
					copy.setEnabled(true);
					failed(failure);
				});
	}

	private void tell(String text) {
		Label label = words;
		if (label != null) {
			label.setText(ForeignText.shownOnOneLine(text).replace("&", "&&"));
			fit();
		}
	}

	private void failed(Failure failure) {
		enable();
		say(HostAnswers.words(failure));
	}
}
