package dev.umbra.ui.internal.exchange;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Personas.TextFile;
import dev.umbra.core.api.Teams;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;

/** Writes personas, or teams, as files that can be passed on. On the SWT thread. */
public final class ExportFilesDialog extends ExchangeDialog {
	private final Supplier<HostServices> services;
	private final boolean team;
	private final List<String> ids;
	private @Nullable Text folder;
	private @Nullable Button markdown;

	/** @param ids of teams, or slugs of personas; none: all of one's own */
	public ExportFilesDialog(Shell parent, Supplier<HostServices> services, boolean team, List<String> ids, String title) {
		super(parent, NLS.bind(Messages.export_title, title), 320);
		this.services = services;
		this.team = team;
		this.ids = List.copyOf(ids);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		if (team) {
			Fields.note(area, Messages.export_team_note);
		} else {
			Fields.label(area, Messages.export_form);
			Button readable = new Button(area, SWT.RADIO);
			readable.setText(Messages.export_md);
			readable.setSelection(true);
			markdown = readable;
			Button json = new Button(area, SWT.RADIO);
			json.setText(Messages.export_json);
		}
		Fields.label(area, Messages.export_folder);
		Composite place = Fields.grid(area, 2);
		Text path = Fields.line(place, Messages.export_folder, SWT.NONE);
		path.setText(System.getProperty("user.home"));
		folder = path;
		Button browse = new Button(place, SWT.PUSH);
		browse.setText(Messages.browse);
		browse.addListener(SWT.Selection, event -> browse(path));
		Fields.note(area, Messages.export_note);
		problem(area);
		return area;
	}

	private void browse(Text path) {
		DirectoryDialog dialog = new DirectoryDialog(getShell());
		dialog.setFilterPath(path.getText());
		String chosen = dialog.open();
		if (chosen != null) {
			path.setText(chosen);
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.export_yes, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
	}

	@Override
	protected void okPressed() {
		Text path = folder;
		if (path == null) {
			return;
		}
		Path target = target(path.getText().strip());
		if (target == null || !target.isAbsolute()) {
			say(Messages.export_absolute);
			return;
		}
		say(null);
		getButton(IDialogConstants.OK_ID).setEnabled(false);
		String form = markdown != null && markdown.getSelection() ? "md" : "json";
		HostAnswers.ask(path, services.get(), all -> export(all, new Personas.Export(ids, form)), exported -> write(target, exported.files(), false),
				failure -> failed(HostAnswers.words(failure)));
	}

	private static @Nullable Path target(String path) {
		try {
			return Path.of(path);
		} catch (InvalidPathException e) {
			return null;
		}
	}

	private CompletionStage<Outcome<Personas.Exported>> export(HostServices all, Personas.Export what) {
		Personas personas = all.get(Personas.class);
		Teams teams = all.get(Teams.class);
		if (personas == null || teams == null) {
			return CompletableFuture.completedFuture(Outcome.notOk(new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint)));
		}
		return team ? teams.export(what) : personas.export(what);
	}

	private void write(Path target, List<TextFile> files, boolean replace) {
		onDisk("export", () -> WrittenFiles.write(target, files, replace), result -> {
			switch (result) {
			case WrittenFiles.Result.Written written -> super.okPressed();
			case WrittenFiles.Result.Failed(String words) -> failed(words);
			case WrittenFiles.Result.There(List<Path> there) -> {
				String names = there.stream().map(Path::toString).collect(Collectors.joining("\n"));
				if (new MessageDialog(getShell(), Messages.replace_title, null, NLS.bind(Messages.replace_text, names).replace("&", "&&"), MessageDialog.QUESTION, 1,
						Messages.replace_yes, Messages.cancel).open() == 0) {
					write(target, files, true);
				} else {
					getButton(IDialogConstants.OK_ID).setEnabled(true);
				}
			}
			}
		});
	}

	private void failed(String words) {
		getButton(IDialogConstants.OK_ID).setEnabled(true);
		say(words);
	}
}
