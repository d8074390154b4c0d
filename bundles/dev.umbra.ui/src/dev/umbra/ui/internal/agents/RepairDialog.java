package dev.umbra.ui.internal.agents;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Personas;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/** Gives what lost its persona another one, or makes it stand by itself. On the SWT thread. */
final class RepairDialog extends FittingDialog {
	/**
	 * What is repaired.
	 *
	 * @param kind {@code agent} or {@code team}
	 * @param missing slug of the persona that is gone
	 */
	record Orphan(String kind, String id, String title, String missing) {
	}

	private final Supplier<HostServices> services;
	private final Orphan orphan;
	private final List<Personas.One> personas;
	private @Nullable Combo choice;
	private @Nullable Label problem;

	/** @param personas to choose from */
	RepairDialog(Shell parent, Supplier<HostServices> services, Orphan orphan, List<Personas.One> personas) {
		super(parent, NLS.bind(Messages.repair_title, orphan.title()), 260);
		this.services = services;
		this.orphan = orphan;
		this.personas = personas.stream().filter(each -> each.active() && !each.hidden()).toList();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		boolean team = orphan.kind().equals("team");
		Fields.note(area, NLS.bind(team ? Messages.repair_team : Messages.repair_agent, ForeignText.shownOnOneLine(orphan.missing())));
		Fields.label(area, Messages.repair_with);
		Combo combo = Named.named(new Combo(area, SWT.READ_ONLY), Messages.repair_with);
		combo.setLayoutData(Fields.wide());
		combo.add(team ? Messages.repair_without_member : Messages.repair_without_persona);
		personas.forEach(each -> combo.add(ForeignText.shownOnOneLine(each.persona().displayName())));
		combo.select(0);
		choice = combo;
		problem = Fields.problem(area);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.repair_yes, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
	}

	@Override
	protected void okPressed() {
		Combo combo = choice;
		if (combo == null) {
			return;
		}
		Button repair = getButton(IDialogConstants.OK_ID);
		repair.setEnabled(false);
		int index = combo.getSelectionIndex();
		String slug = index <= 0 ? null : personas.get(index - 1).persona().slug().value();
		HostAnswers.ask(combo, services.get().get(Directory.class),
				directory -> directory.repair(new Directory.Repair(CommandId.random(), orphan.kind(), orphan.id(), orphan.missing(), slug)),
				done -> super.okPressed(), failure -> {
					repair.setEnabled(true);
					say(failure);
				});
	}

	private void say(Failure failure) {
		Label label = problem;
		if (label != null && Fields.say(label, HostAnswers.words(failure))) {
			Shell shell = getShell();
			grow(shell.computeSize(shell.getSize().x, SWT.DEFAULT, true).y - shell.getSize().y);
			shell.layout(true, true);
		}
	}
}
