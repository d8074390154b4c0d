package dev.umbra.ui.internal.exchange;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Personas.ImportLine;
import dev.umbra.core.api.Personas.TextFile;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * Takes personas and teams from files: shows what would change, record by record, and changes it only when the person says so. What is
 * imported is what was shown, whatever became of the files since. On the SWT thread.
 */
public final class ImportFilesDialog extends ExchangeDialog {
	private static final int[] SHARES = { 14, 30, 14, 42 };
	/** After the last key in the field, in milliseconds. */
	private static final int LOOK_MILLIS = 300;
	private static final List<String> ENDINGS = List.of("*.persona.md;*.persona.json;*.team.json", "*");

	private final Supplier<HostServices> services;
	private final Runnable look = this::look;
	private @Nullable Text files;
	private @Nullable Table preview;
	private @Nullable Label words;
	private List<TextFile> seen = List.of();
	/** Of the last look; older ones are not shown any more. */
	private int looks;
	private boolean something;

	public ImportFilesDialog(Shell parent, Supplier<HostServices> services) {
		super(parent, Messages.import_title, 420);
		this.services = services;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.label(area, Messages.import_files);
		Composite place = Fields.grid(area, 2);
		Text paths = Fields.lines(place, Messages.import_files, 3);
		paths.addListener(SWT.Modify, event -> getShell().getDisplay().timerExec(LOOK_MILLIS, look));
		paths.addListener(SWT.Dispose, event -> paths.getDisplay().timerExec(-1, look));
		files = paths;
		Button browse = new Button(place, SWT.PUSH);
		browse.setText(Messages.browse);
		browse.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		browse.addListener(SWT.Selection, event -> browse(paths));
		Fields.note(area, Messages.import_note);
		Table table = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.import_preview);
		table.setHeaderVisible(true);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = table.getItemHeight() * 9;
		table.setLayoutData(data);
		Columns.share(table, List.of(Messages.column_kind, Messages.column_name, Messages.column_action, Messages.column_words), SHARES);
		table.addListener(SWT.Selection, event -> explain());
		preview = table;
		words = Fields.note(area, "");
		((GridData) words.getLayoutData()).heightHint = words.computeSize(SWT.DEFAULT, SWT.DEFAULT).y * 2;
		problem(area);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.import_yes, true).setEnabled(false);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
	}

	private void browse(Text paths) {
		FileDialog dialog = new FileDialog(getShell(), SWT.OPEN | SWT.MULTI);
		dialog.setText(Messages.import_title);
		dialog.setFilterExtensions(ENDINGS.toArray(String[]::new));
		if (dialog.open() != null) {
			String folder = dialog.getFilterPath();
			paths.setText(Arrays.stream(dialog.getFileNames()).map(name -> Path.of(folder, name).toString()).collect(Collectors.joining("\n")));
		}
	}

	private void look() {
		Text paths = files;
		if (paths == null || paths.isDisposed()) {
			return;
		}
		int mine = ++looks;
		String typed = paths.getText();
		fill(List.of(), List.of());
		onDisk("import", () -> PickedFiles.read(typed), result -> {
			if (mine == looks) {
				switch (result) {
				case PickedFiles.Result.Wrong(String wrong) -> say(wrong);
				case PickedFiles.Result.Read(List<TextFile> read) -> ask(mine, read);
				}
			}
		});
	}

	private void ask(int mine, List<TextFile> read) {
		Table table = preview;
		say(null);
		if (table != null && !read.isEmpty()) {
			HostAnswers.ask(table, services.get().get(Personas.class), personas -> personas.importing(new Personas.Import(CommandId.random(), read, false)),
					found -> {
						if (mine == looks) {
							fill(read, found.lines());
						}
					}, failure -> {
						if (mine == looks) {
							say(HostAnswers.words(failure));
						}
					});
		}
	}

	private void fill(List<TextFile> read, List<ImportLine> lines) {
		Table table = preview;
		if (table == null) {
			return;
		}
		seen = read;
		table.removeAll();
		for (ImportLine line : lines) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(new String[] { ImportWords.kind(line), ForeignText.shownOnOneLine(line.name()), ImportWords.action(line), ImportWords.words(line) });
			item.setData(line);
		}
		something = lines.stream().anyMatch(ImportWords::changes);
		Button yes = getButton(IDialogConstants.OK_ID);
		if (yes != null) {
			yes.setEnabled(something);
		}
		explain();
	}

	/** The selected line's words in full: a column has room for their beginning only. */
	private void explain() {
		Table table = preview;
		Label label = words;
		if (table != null && label != null) {
			String text = table.getSelectionCount() > 0 && table.getSelection()[0].getData() instanceof ImportLine line ? line.file() + ": " + ImportWords.words(line)
					: table.getItemCount() > 0 && !something ? Messages.import_nothing : "";
			label.setText(ForeignText.shownOnOneLine(text).replace("&", "&&"));
		}
	}

	@Override
	protected void okPressed() {
		Table table = preview;
		Button yes = getButton(IDialogConstants.OK_ID);
		if (table == null || !something) {
			return;
		}
		yes.setEnabled(false);
		List<TextFile> read = seen;
		HostAnswers.ask(table, services.get().get(Personas.class), personas -> personas.importing(new Personas.Import(CommandId.random(), read, true)), done -> {
			List<ImportLine> refused = done.lines().stream().filter(line -> !ImportWords.taken(line)).toList();
			if (refused.isEmpty()) {
				super.okPressed();
			} else {
				fill(read, done.lines());
				say(NLS.bind(Messages.import_refused, refused.size()));
			}
		}, this::failed);
	}

	private void failed(Failure failure) {
		getButton(IDialogConstants.OK_ID).setEnabled(true);
		say(HostAnswers.words(failure));
	}
}
