package dev.umbra.ui.internal.agents;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.McpServer;
import dev.umbra.ui.internal.agents.McpForm.Field;
import dev.umbra.ui.internal.agents.McpForm.Kind;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Named;

/** Asks for a server of tools. On the SWT thread. */
final class McpDialog extends FittingDialog {
	private record Widgets(Combo kind, Text name, Composite local, Text program, Text arguments, Composite remote, Text url, Label pairsLabel,
			Text pairs) {
	}

	private final McpForm form;
	private final Collection<String> taken;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	private @Nullable Widgets widgets;
	private @Nullable McpServer given;

	/** @param taken names of the agent's other servers */
	McpDialog(Shell parent, McpForm form, Collection<String> taken) {
		super(parent, Messages.mcp_title);
		this.form = form;
		this.taken = List.copyOf(taken);
	}

	Optional<McpServer> ask() {
		open();
		return Optional.ofNullable(given);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.label(area, Messages.mcp_name);
		Text name = Fields.line(area, Messages.mcp_name, SWT.NONE);
		((GridData) name.getLayoutData()).widthHint = convertHorizontalDLUsToPixels(260);
		name.setText(form.name());
		problems.put(Field.NAME, Fields.problem(area));
		Fields.label(area, Messages.mcp_kind);
		Combo kind = Named.named(new Combo(area, SWT.READ_ONLY | SWT.DROP_DOWN), Messages.mcp_kind);
		for (Kind each : Kind.values()) {
			kind.add(McpForm.word(each));
		}
		kind.select(form.kind().ordinal());
		kind.setLayoutData(Fields.wide());
		kind.addListener(SWT.Selection, event -> kind());
		Composite local = Fields.grid(area, 1);
		Fields.label(local, Messages.mcp_program);
		Text program = Fields.line(local, Messages.mcp_program, SWT.NONE);
		program.setText(form.program());
		problems.put(Field.PROGRAM, Fields.problem(local));
		Fields.label(local, Messages.dialog_arguments);
		Text arguments = Fields.lines(local, Messages.dialog_arguments, 2);
		arguments.setText(form.arguments());
		Composite remote = Fields.grid(area, 1);
		Fields.label(remote, Messages.mcp_url);
		Text url = Fields.line(remote, Messages.mcp_url, SWT.NONE);
		url.setText(form.url());
		problems.put(Field.URL, Fields.problem(remote));
		Label pairsLabel = Fields.label(area, Messages.mcp_env);
		pairsLabel.setLayoutData(Fields.wide());
		Text pairs = Fields.lines(area, Messages.mcp_env, 2);
		pairs.setText(form.pairs());
		problems.put(Field.PAIRS, Fields.problem(area));
		Fields.note(area, Messages.mcp_note);
		widgets = new Widgets(kind, name, local, program, arguments, remote, url, pairsLabel, pairs);
		kind();
		name.setFocus();
		return area;
	}

	private McpForm.Kind chosen(Widgets all) {
		return Kind.values()[Math.max(0, all.kind().getSelectionIndex())];
	}

	private void kind() {
		Widgets all = widgets;
		if (all != null) {
			boolean local = chosen(all) == Kind.STDIO;
			Fields.show(all.local(), local);
			Fields.show(all.remote(), !local);
			all.pairsLabel().setText(local ? Messages.mcp_env : Messages.mcp_headers);
			all.kind().getParent().layout(true, true);
			if (getShell().isVisible()) {
				getShell().pack();
			}
		}
	}

	@Override
	protected void okPressed() {
		Widgets all = widgets;
		if (all == null) {
			return;
		}
		McpForm typed = new McpForm(chosen(all), all.name().getText(), all.program().getText(), all.arguments().getText(), all.url().getText(),
				all.pairs().getText());
		Map<Field, String> found = typed.problems(taken);
		problems.forEach((field, label) -> Fields.say(label, found.get(field)));
		if (found.isEmpty()) {
			given = typed.server();
			super.okPressed();
		} else {
			getShell().layout(true, true);
			getShell().pack();
		}
	}
}
