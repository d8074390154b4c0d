package dev.umbra.ui.internal.history;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/**
 * Asks what a session is exported as and where to, and stays until that is done or cancelled. A file that is there goes only
 * if the person says so. On the SWT thread; the writing has a thread of its own.
 */
public final class ExportDialog extends Dialog {
	private final Supplier<@Nullable Sessions> sessions;
	private final SessionId session;
	private final String title;
	private final List<Button> formats = new ArrayList<>();
	private final AtomicLong written = new AtomicLong();
	private @Nullable Text file;
	private @Nullable Button browse;
	private @Nullable Label problem;
	private @Nullable Label count;
	private @Nullable ProgressBar bar;
	private @Nullable Exporting running;
	private @Nullable Path result;

	/** @param title of the session, for the file's name */
	public ExportDialog(Shell parent, Supplier<@Nullable Sessions> sessions, SessionId session, String title) {
		super(parent);
		this.sessions = sessions;
		this.session = session;
		this.title = title;
	}

	/** Returns when the dialog is closed. @return the file that was written, or empty */
	public Optional<Path> ask() {
		open();
		return Optional.ofNullable(result);
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(Messages.export_title);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.label(area, Messages.export_format);
		Composite kinds = Named.named(new Composite(area, SWT.NONE), Messages.export_format);
		RowLayout row = new RowLayout(SWT.VERTICAL);
		row.spacing = Space.TIGHT;
		kinds.setLayout(row);
		for (Sessions.Format format : Sessions.Format.values()) {
			Button button = new Button(kinds, SWT.RADIO);
			button.setText(words(format));
			button.setData(format);
			button.setSelection(format == Sessions.Format.MD);
			button.addListener(SWT.Selection, event -> ending());
			formats.add(button);
		}
		Fields.label(area, Messages.export_file);
		Composite place = Fields.grid(area, 2);
		Text name = Fields.line(place, Messages.export_file, SWT.NONE);
		((GridData) name.getLayoutData()).widthHint = convertHorizontalDLUsToPixels(260);
		name.setText(Path.of(System.getProperty("user.home"), Exporting.name(title, Sessions.Format.MD)).toString());
		file = name;
		Button button = new Button(place, SWT.PUSH);
		button.setText(Messages.export_browse);
		button.addListener(SWT.Selection, event -> browse(name));
		browse = button;
		Fields.note(area, Messages.export_note);
		problem = Fields.problem(area);
		bar = Named.named(new ProgressBar(area, SWT.INDETERMINATE), Messages.export_progress);
		GridData wide = Fields.wide();
		wide.exclude = true;
		bar.setLayoutData(wide);
		bar.setVisible(false);
		count = Fields.label(area, "");
		GridData words = Fields.wide();
		words.exclude = true;
		count.setLayoutData(words);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.export_yes, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	private static String words(Sessions.Format format) {
		return switch (format) {
		case MD -> Messages.export_md;
		case HTML -> Messages.export_html;
		case JSON -> Messages.export_json;
		};
	}

	private Sessions.Format format() {
		return formats.stream().filter(Button::getSelection).map(button -> (Sessions.Format) button.getData()).findFirst().orElse(Sessions.Format.MD);
	}

	private static String ending(Sessions.Format format) {
		return "." + format.name().toLowerCase(Locale.ROOT);
	}

	/** The file's name ends as the format does, if it ended as another one. */
	private void ending() {
		Text name = file;
		if (name == null) {
			return;
		}
		String typed = name.getText();
		for (Sessions.Format each : Sessions.Format.values()) {
			if (typed.endsWith(ending(each))) {
				name.setText(typed.substring(0, typed.length() - ending(each).length()) + ending(format()));
				return;
			}
		}
	}

	private void browse(Text name) {
		FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
		dialog.setFileName(name.getText());
		String chosen = dialog.open();
		if (chosen != null) {
			name.setText(chosen);
		}
	}

	@Override
	protected void okPressed() {
		Text name = file;
		if (name == null || running != null) {
			return;
		}
		Path target;
		try {
			target = Path.of(name.getText().strip());
		} catch (InvalidPathException e) {
			say(NLS.bind(Messages.export_no_name, e.getReason()));
			return;
		}
		if (!target.isAbsolute() || Files.isDirectory(target)) {
			say(Messages.export_absolute);
			return;
		}
		boolean there = Files.exists(target);
		if (!there || replaced(target)) {
			begin(target, there);
		}
	}

	private boolean replaced(Path target) {
		return new MessageDialog(getShell(), Messages.export_replace_title, null, NLS.bind(Messages.export_replace, target), MessageDialog.QUESTION, 1,
				Messages.export_replace_yes, IDialogConstants.CANCEL_LABEL).open() == 0;
	}

	private void begin(Path target, boolean replace) {
		say(null);
		busy(true);
		Display display = getShell().getDisplay();
		Sessions.Format format = format();
		Exporting export = new Exporting(from -> piece(format, from), target, replace, length -> {
			written.set(length);
			display.asyncExec(this::count);
		});
		running = export;
		Threads.virtual("export", () -> {
			Exporting.Result how = export.run();
			if (!display.isDisposed()) {
				display.asyncExec(() -> over(export, how));
			}
		});
	}

	private CompletionStage<Outcome<Sessions.Exported>> piece(Sessions.Format format, @Nullable String from) {
		Sessions service = sessions.get();
		return service == null
				? CompletableFuture.completedFuture(Outcome.notOk(new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint)))
				: service.export(new Sessions.Export(session.value(), format, from));
	}

	private void over(Exporting export, Exporting.Result how) {
		Shell shell = getShell();
		if (shell == null || shell.isDisposed() || running != export) {
			return;
		}
		running = null;
		busy(false);
		switch (how) {
		case Exporting.Result.Written(Path path) -> {
			result = path;
			super.okPressed();
		}
		case Exporting.Result.Failed(String words) -> say(words);
		case Exporting.Result.Cancelled() -> say(Messages.export_cancelled);
		}
	}

	private void count() {
		Label label = count;
		if (label != null && !label.isDisposed() && running != null) {
			label.setText(NLS.bind(Messages.export_written, written.get() / 1_000));
		}
	}

	private void busy(boolean busy) {
		Control[] fields = { file, browse, getButton(IDialogConstants.OK_ID) };
		for (Control field : fields) {
			if (field != null) {
				field.setEnabled(!busy);
			}
		}
		formats.forEach(button -> button.setEnabled(!busy));
		ProgressBar moving = bar;
		Label label = count;
		if (moving != null && label != null) {
			label.setText(busy ? Messages.export_reading : "");
			Fields.show(moving, busy);
			Fields.show(label, busy);
			getShell().pack();
		}
	}

	private void say(@Nullable String words) {
		Label label = problem;
		if (label != null && Fields.say(label, words)) {
			getShell().pack();
		}
	}

	/** While it is being written, ends that and stays; else closes. */
	@Override
	protected void cancelPressed() {
		Exporting present = running;
		if (present != null) {
			present.cancel();
		} else {
			super.cancelPressed();
		}
	}

	@Override
	protected void handleShellCloseEvent() {
		Exporting present = running;
		if (present != null) {
			present.cancel();
			running = null;
		}
		super.handleShellCloseEvent();
	}
}
