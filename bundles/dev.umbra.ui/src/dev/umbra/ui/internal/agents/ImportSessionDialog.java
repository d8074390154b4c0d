package dev.umbra.ui.internal.agents;

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
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/** The sessions that an agent has of its own, to be gone on with here. On the SWT thread. */
final class ImportSessionDialog extends FittingDialog {
	private static final int[] SHARES = { 44, 36, 20 };

	private final Supplier<HostServices> services;
	private final Row.OfAgent agent;
	private @Nullable Table table;
	private @Nullable Label state;
	private @Nullable Label problem;
	private Agents.@Nullable Foreign found;
	private @Nullable SessionId opened;

	ImportSessionDialog(Shell parent, Supplier<HostServices> services, Row.OfAgent agent) {
		super(parent, NLS.bind(Messages.import_title, agent.title()));
		this.services = services;
		this.agent = agent;
	}

	/** The session to show, or null. */
	@Nullable SessionId ask() {
		open();
		return opened;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		state = Fields.note(area, Messages.import_looking);
		Table sessions = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.import_list);
		sessions.setHeaderVisible(true);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = sessions.getItemHeight() * 10;
		data.widthHint = convertHorizontalDLUsToPixels(340);
		sessions.setLayoutData(data);
		Columns.share(sessions, List.of(Messages.import_column_title, Messages.import_column_folder, Messages.import_column_updated), SHARES);
		sessions.addListener(SWT.Selection, event -> enable());
		sessions.addListener(SWT.DefaultSelection, event -> okPressed());
		table = sessions;
		problem = Fields.problem(area);
		HostAnswers.ask(area, services.get().agents(), agents -> agents.sessions(new Agents.SessionsOf(agent.agent().value(), null)), this::fill, this::say);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.import_open, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
		enable();
	}

	private void fill(Agents.Foreign foreign) {
		Table sessions = table;
		Label words = state;
		if (sessions == null || words == null) {
			return;
		}
		found = foreign;
		words.setText(foreign.sessions().isEmpty() ? Messages.import_none : Messages.import_note);
		for (ForeignSession each : foreign.sessions()) {
			String title = each.title() == null || each.title().isBlank() ? each.acpSession() : each.title();
			String updated = foreign.known().containsKey(each.acpSession()) ? Messages.import_known : each.updated() == null ? "" : each.updated();
			new TableItem(sessions, SWT.NONE).setText(
					new String[] { ForeignText.shownOnOneLine(title), ForeignText.shownOnOneLine(each.cwd()), ForeignText.shownOnOneLine(updated) });
		}
		words.getParent().layout(true, true);
	}

	private void enable() {
		Button open = getButton(IDialogConstants.OK_ID);
		Table sessions = table;
		if (open != null && sessions != null) {
			open.setEnabled(sessions.getSelectionCount() > 0);
		}
	}

	private void say(Failure failure) {
		Label label = problem;
		Label words = state;
		if (label != null && words != null) {
			words.setText("");
			Fields.say(label, HostAnswers.words(failure));
			label.getParent().layout(true, true);
			enable();
		}
	}

	@Override
	protected void okPressed() {
		Table sessions = table;
		Agents.Foreign foreign = found;
		if (sessions == null || foreign == null || sessions.getSelectionIndex() < 0) {
			return;
		}
		ForeignSession chosen = foreign.sessions().get(sessions.getSelectionIndex());
		String known = foreign.known().get(chosen.acpSession());
		if (known != null) {
			opened = new SessionId(known);
			super.okPressed();
			return;
		}
		getButton(IDialogConstants.OK_ID).setEnabled(false);
		String title = chosen.title() == null ? "" : chosen.title();
		HostAnswers.ask(sessions, services.get().sessions(), service -> service.create(new Sessions.Create(CommandId.random(), agent.agent().value(),
				chosen.cwd(), List.of(), title, null, List.of(), chosen.acpSession())), created -> {
					opened = created.session();
					super.okPressed();
				}, this::say);
	}
}
