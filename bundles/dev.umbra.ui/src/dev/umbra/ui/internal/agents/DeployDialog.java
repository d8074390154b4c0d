package dev.umbra.ui.internal.agents;

import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Teams;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Named;

/** Starts a session for each member of a team on one prompt; closes only when the host did it. On the SWT thread. */
final class DeployDialog extends FittingDialog {
	private final Supplier<HostServices> services;
	private final Row.OfTeam team;
	private final String folder;
	private @Nullable Text where;
	private @Nullable Text prompt;
	private @Nullable Label problem;
	private Teams.@Nullable Deployed deployed;

	/** @param folder proposed */
	DeployDialog(Shell parent, Supplier<HostServices> services, Row.OfTeam team, String folder) {
		super(parent, NLS.bind(Messages.deploy_title, team.title()), 320);
		this.services = services;
		this.team = team;
		this.folder = folder;
	}

	/** Null if the person did not want to after all. */
	Teams.@Nullable Deployed ask() {
		open();
		return deployed;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.note(area, NLS.bind(Messages.deploy_note, team.line()));
		Fields.label(area, Messages.deploy_folder);
		Composite place = Fields.grid(area, 2);
		Text path = Fields.line(place, Messages.deploy_folder, SWT.NONE);
		path.setText(folder);
		where = path;
		Button browse = Named.named(new Button(place, SWT.PUSH), Messages.dialog_browse_folder);
		browse.setText(Messages.dialog_browse);
		browse.addListener(SWT.Selection, event -> browse(path));
		Fields.label(area, Messages.deploy_prompt);
		Text text = Fields.lines(area, Messages.deploy_prompt, 6);
		((GridData) text.getLayoutData()).grabExcessVerticalSpace = true;
		prompt = text;
		problem = Fields.problem(area);
		text.setFocus();
		return area;
	}

	private void browse(Text path) {
		DirectoryDialog dialog = new DirectoryDialog(getShell());
		dialog.setText(Messages.dialog_browse_folder);
		dialog.setFilterPath(path.getText());
		String chosen = dialog.open();
		if (chosen != null) {
			path.setText(chosen);
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.deploy_yes, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
	}

	@Override
	protected void okPressed() {
		Text path = where;
		Text text = prompt;
		if (path == null || text == null) {
			return;
		}
		String wrong = path.getText().isBlank() ? Messages.problem_folder_relative : NewAgentForm.folderProblem(path.getText());
		say(wrong);
		if (wrong != null) {
			path.setFocus();
			return;
		}
		busy(true);
		String words = text.getText();
		Teams.Deploy command = new Teams.Deploy(CommandId.random(), team.team().team().id().value(), path.getText().strip(), words.isBlank() ? null : words);
		HostAnswers.ask(path, services.get().get(Teams.class), teams -> teams.deploy(command), done -> {
			deployed = done;
			super.okPressed();
		}, this::failed);
	}

	private void failed(Failure failure) {
		busy(false);
		say(HostAnswers.words(failure));
	}

	private void busy(boolean busy) {
		Button start = getButton(IDialogConstants.OK_ID);
		start.setEnabled(!busy);
		start.setText(busy ? Messages.deploy_running : Messages.deploy_yes);
	}

	private void say(@Nullable String words) {
		Label label = problem;
		if (label != null && Fields.say(label, words)) {
			Shell shell = getShell();
			grow(shell.computeSize(shell.getSize().x, SWT.DEFAULT, true).y - shell.getSize().y);
			shell.layout(true, true);
		}
	}
}
