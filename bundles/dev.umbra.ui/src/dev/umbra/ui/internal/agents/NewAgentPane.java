package dev.umbra.ui.internal.agents;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.Failure;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.agents.NewAgentForm.Field;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * The fields of a new agent: known agents at the left, with what was found of each, the chosen one's settings at the right.
 * A problem is said below its field once the field was touched. On the SWT thread.
 */
final class NewAgentPane extends Composite {
	private final Palette palette;
	private final Runnable changed;
	private final Runnable resized;
	private final @Nullable Snapshots snapshots;
	private final PresetChoices choices;
	private final Label heading;
	private final Text explanation;
	private final Label programLabel;
	private final Composite programRow;
	private final Text name;
	private final Text program;
	private final Text arguments;
	private final Text environment;
	private final Text folder;
	private final SecretsPane secrets;
	private final PersonaCombo persona;
	private final Button autostart;
	private final Label failure;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	private final Set<Field> touched = EnumSet.noneOf(Field.class);
	/** The name that we put there; it follows the choice until the person types another. */
	private String proposed = "";

	/**
	 * @param begin what the fields begin with, or null
	 * @param changed what was typed may now be complete, or no longer
	 * @param resized it may need another height than before
	 */
	NewAgentPane(Composite parent, Supplier<HostServices> services, @Nullable NewAgentForm begin, Runnable changed, Runnable resized) {
		super(parent, SWT.NONE);
		this.changed = changed;
		this.resized = resized;
		String wanted = begin == null || begin.preset() == null && begin.program().isBlank() ? null : begin.preset() == null ? "" : begin.preset();
		palette = Palette.of(parent);
		snapshots = services.get().snapshots();
		GridLayout layout = columns(this, 2);
		layout.horizontalSpacing = Space.FAR;
		layout.marginWidth = Space.TIGHT;
		Composite left = new Composite(this, SWT.NONE);
		columns(left, 1);
		left.setLayoutData(new GridData(SWT.FILL, SWT.FILL, false, true));
		label(left, Messages.dialog_choose);
		choices = new PresetChoices(left, palette, snapshots, wanted);
		Composite form = new Composite(this, SWT.NONE);
		columns(form, 1).verticalSpacing = Space.TIGHT;
		form.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		heading = new Label(form, SWT.WRAP);
		heading.setFont(Fonts.heading(heading));
		heading.setLayoutData(wide());
		// a text, since how to install something is there to be copied
		explanation = Named.named(new Text(form, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI), Messages.dialog_explanation);
		explanation.setForeground(palette.dim());
		GridData explained = wide();
		explained.heightHint = explanation.getLineHeight() * 2;
		explained.widthHint = explanation.getLineHeight() * 24;
		explanation.setLayoutData(explained);
		label(form, Messages.dialog_name);
		name = text(form, SWT.SINGLE, Field.NAME, Messages.dialog_name);
		problem(form, Field.NAME);
		label(form, Messages.dialog_persona);
		persona = new PersonaCombo(form, services, begin == null ? null : begin.persona());
		programLabel = label(form, Messages.dialog_program);
		programRow = new Composite(form, SWT.NONE);
		columns(programRow, 2);
		programRow.setLayoutData(wide());
		program = text(programRow, SWT.SINGLE, Field.PROGRAM, Messages.dialog_program);
		browse(programRow, Messages.dialog_browse_program, this::browseProgram);
		problem(form, Field.PROGRAM);
		label(form, Messages.dialog_arguments);
		arguments = text(form, SWT.MULTI | SWT.V_SCROLL, null, Messages.dialog_arguments);
		label(form, Messages.dialog_folder);
		Composite folderRow = new Composite(form, SWT.NONE);
		columns(folderRow, 2);
		folderRow.setLayoutData(wide());
		folder = text(folderRow, SWT.SINGLE, Field.FOLDER, Messages.dialog_folder);
		folder.setMessage(Messages.dialog_folder_hint);
		browse(folderRow, Messages.dialog_browse_folder, this::browseFolder);
		problem(form, Field.FOLDER);
		label(form, Messages.dialog_environment);
		environment = text(form, SWT.MULTI | SWT.V_SCROLL, Field.ENVIRONMENT, Messages.dialog_environment);
		Label note = new Label(form, SWT.WRAP);
		note.setText(Messages.dialog_environment_note);
		note.setForeground(palette.dim());
		note.setLayoutData(wide());
		problem(form, Field.ENVIRONMENT);
		label(form, Messages.secrets);
		secrets = new SecretsPane(form, List.of());
		secrets.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		secrets.setToolTipText(Messages.secrets_note);
		autostart = new Button(form, SWT.CHECK);
		autostart.setText(Messages.dialog_autostart);
		failure = new Label(form, SWT.WRAP);
		failure.setForeground(palette.error());
		failure.setLayoutData(hidden());
		Painted.byUs(explanation, note, failure);
		addListener(SWT.Paint, e -> ground());
		problems.values().forEach(Painted::byUs);
		// how to install something can be copied with the mouse; the keys go from field to field
		form.setTabList(new Control[] { name, persona.control(), programRow, arguments, folderRow, environment, secrets, autostart });
		if (begin != null) {
			begin(begin);
		}
		choices.follow(this::chosen, this::explain);
		name.setFocus();
		name.selectAll();
	}

	private void begin(NewAgentForm form) {
		name.setText(form.name());
		program.setText(form.program());
		arguments.setText(form.arguments());
		environment.setText(form.environment());
		folder.setText(form.folder());
		autostart.setSelection(form.autostart());
		touched.clear();
	}

	/** The theme's style sheet, which knows no class of ours, gives the dialog its ground after we were made. */
	private void ground() {
		Color wanted = getParent().getBackground();
		if (!wanted.equals(getBackground()) || !wanted.equals(explanation.getBackground())) {
			setBackground(wanted);
			explanation.setBackground(wanted);
		}
	}

	private void fit() {
		int width = explanation.getSize().x;
		int lines = explanation.getLineHeight() * 2;
		// as many lines as it has, and never fewer than most have, so that the fields stay where they are
		((GridData) explanation.getLayoutData()).heightHint = width == 0 ? lines
				: Math.max(lines, explanation.computeSize(width, SWT.DEFAULT).y);
		resized.run();
		layout(true, true);
	}

	private static GridLayout columns(Composite composite, int count) {
		GridLayout layout = new GridLayout(count, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		composite.setLayout(layout);
		return layout;
	}

	private static GridData wide() {
		return new GridData(SWT.FILL, SWT.CENTER, true, false);
	}

	private static GridData hidden() {
		GridData data = wide();
		data.exclude = true;
		return data;
	}

	private static Label label(Composite parent, String text) {
		Label label = new Label(parent, SWT.NONE);
		label.setText(text);
		return label;
	}

	/** @param label of the field: what it is called for who cannot see that it stands below it */
	private Text text(Composite parent, int style, @Nullable Field field, String label) {
		Text text = Named.named(new Text(parent, SWT.BORDER | style), label.replace("&", ""));
		GridData data = wide();
		if ((style & SWT.MULTI) != 0) {
			data = new GridData(SWT.FILL, SWT.FILL, true, true);
			data.heightHint = text.getLineHeight() * 3;
			// tab leaves the field, as everywhere in a dialog
			text.addListener(SWT.Traverse, e -> {
				if (e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
					e.doit = true;
				}
			});
		}
		text.setLayoutData(data);
		text.addListener(SWT.Modify, e -> edited(field));
		return text;
	}

	private void problem(Composite parent, Field field) {
		Label label = new Label(parent, SWT.WRAP);
		label.setForeground(palette.error());
		label.setLayoutData(hidden());
		problems.put(field, label);
	}

	private void browse(Composite parent, String name, Runnable run) {
		Button button = Named.named(new Button(parent, SWT.PUSH), name);
		button.setText(Messages.dialog_browse);
		button.setToolTipText(name);
		button.addListener(SWT.Selection, e -> run.run());
	}

	private void browseProgram() {
		FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
		dialog.setText(Messages.dialog_browse_program);
		String path = dialog.open();
		if (path != null) {
			program.setText(path);
		}
	}

	private void browseFolder() {
		DirectoryDialog dialog = new DirectoryDialog(getShell());
		dialog.setText(Messages.dialog_browse_folder);
		dialog.setFilterPath(folder.getText());
		String path = dialog.open();
		if (path != null) {
			folder.setText(path);
		}
	}

	private void chosen() {
		Preset preset = choices.chosen();
		boolean own = preset == null;
		for (var each : List.of(programLabel, programRow)) {
			each.setVisible(own);
			each.setLayoutData(own ? wide() : hidden());
		}
		if (name.getText().equals(proposed)) {
			boolean first = proposed.isEmpty();
			proposed = preset == null ? "" : NewAgentForm.freeName(preset.title(), taken());
			name.setText(proposed);
			if (first) {
				name.selectAll();
			}
			touched.remove(Field.NAME);
		}
		explain();
		edited(null);
		fit();
	}

	private void explain() {
		heading.setText(choices.heading().replace("&", "&&"));
		explanation.setText(choices.explanation());
	}

	private List<String> taken() {
		Agents.Listing listing = snapshots == null ? null : snapshots.agents().now().value();
		return listing == null ? List.of() : listing.agents().stream().map(one -> one.agent().name()).toList();
	}

	private void edited(@Nullable Field field) {
		if (field != null) {
			touched.add(field);
		}
		say(problems());
		changed.run();
	}

	NewAgentForm form() {
		Preset preset = choices.chosen();
		return new NewAgentForm(name.getText(), preset == null ? null : preset.id(), program.getText(), arguments.getText(), environment.getText(),
				folder.getText(), autostart.getSelection(), persona.slug());
	}

	/** Values by name. */
	Map<String, String> secrets() {
		return secrets.values();
	}

	private Map<Field, String> problems() {
		return form().problems(taken());
	}

	/** Whether it could be added as it is. */
	boolean complete() {
		return problems().isEmpty();
	}

	/** Says every problem, touched or not. Whether there is none. */
	boolean checked() {
		touched.addAll(EnumSet.allOf(Field.class));
		Map<Field, String> found = problems();
		say(found);
		return found.isEmpty();
	}

	private void say(Map<Field, String> found) {
		boolean moved = false;
		for (Field field : Field.values()) {
			Label label = problems.get(field);
			if (label != null) {
				moved |= say(label, touched.contains(field) ? found.get(field) : null);
			}
		}
		if (moved) {
			fit();
		}
	}

	/** What the host said; null takes it back. */
	void say(@Nullable Failure failed) {
		String hint = failed == null ? null : failed.hint();
		if (say(failure, failed == null ? null : hint == null ? failed.message() : failed.message() + "\n" + hint)) {
			fit();
		}
	}

	private static boolean say(Label label, @Nullable String words) {
		String shown = words == null ? "" : words.replace("&", "&&");
		if (label.getText().equals(shown)) {
			return false;
		}
		label.setText(shown);
		label.setVisible(words != null);
		((GridData) label.getLayoutData()).exclude = words == null;
		return true;
	}
}
