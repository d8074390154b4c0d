package dev.umbra.ui.internal.agents;

import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;

/** Changes an agent: closes only when the host has it. On the SWT thread. */
final class EditAgentDialog extends FittingDialog {
	private final Supplier<HostServices> services;
	private final AgentRecord agent;
	private final Collection<String> taken;
	private @Nullable EditAgentPane pane;
	private @Nullable Label failure;
	private Agents.@Nullable Changed changed;

	/** @param names of all agents */
	EditAgentDialog(Shell parent, Supplier<HostServices> services, AgentRecord agent, List<String> names) {
		super(parent, NLS.bind(Messages.edit_title, agent.name()), 380);
		this.services = services;
		this.agent = agent;
		taken = names.stream().filter(each -> !each.equals(agent.name())).toList();
	}

	/** Null if nothing was changed. */
	Agents.@Nullable Changed ask() {
		open();
		return changed;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		EditAgentPane created = new EditAgentPane(area, agent, taken);
		created.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		pane = created;
		failure = Fields.problem(area);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.edit_save, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
	}

	@Override
	protected void okPressed() {
		EditAgentPane present = pane;
		Label words = failure;
		Button save = getButton(IDialogConstants.OK_ID);
		if (present == null || words == null || !present.checked()) {
			return;
		}
		Agents.Set set = present.set();
		if (set.values().isEmpty() && set.secrets().isEmpty() && set.dropSecrets().isEmpty()) {
			super.cancelPressed();
			return;
		}
		save.setEnabled(false);
		Fields.say(words, null);
		HostAnswers.ask(present, services.get().agents(), agents -> agents.set(set), result -> {
			changed = result;
			super.okPressed();
		}, refused -> {
			save.setEnabled(true);
			Fields.say(words, HostAnswers.words(refused));
			words.getParent().layout(true, true);
		});
	}
}
