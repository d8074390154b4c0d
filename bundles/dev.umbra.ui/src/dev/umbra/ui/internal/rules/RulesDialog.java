package dev.umbra.ui.internal.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
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

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Rule;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** All rules, with what makes one and takes one away; each holds, or not, as soon as the host has it. On the SWT thread. */
public final class RulesDialog extends FittingDialog {
	private static final int[] SHARES = { 14, 46, 18, 22 };

	private final Supplier<HostServices> services;
	private final RuleForm form;
	private @Nullable Table table;
	private @Nullable RulePane pane;
	private @Nullable Label failure;
	private @Nullable Button remove;

	/** @param form what the fields begin with, or null for empty ones */
	public RulesDialog(Shell parent, Supplier<HostServices> services, @Nullable RuleForm form) {
		super(parent, Messages.title, 400);
		this.services = services;
		this.form = form == null ? RuleForm.EMPTY : form;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.note(area, Messages.order);
		Table rules = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.list);
		rules.setHeaderVisible(true);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = rules.getItemHeight() * 7;
		rules.setLayoutData(data);
		Columns.share(rules, List.of(Messages.column_effect, Messages.column_what, Messages.column_agent, Messages.column_name), SHARES);
		rules.addListener(SWT.Selection, event -> enable());
		rules.addListener(SWT.KeyDown, event -> {
			if (event.keyCode == SWT.DEL) {
				remove();
			}
		});
		table = rules;
		Button button = new Button(area, SWT.PUSH);
		button.setText(Messages.remove);
		button.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
		button.addListener(SWT.Selection, event -> remove());
		remove = button;
		RulePane fields = new RulePane(area, agentNames(), form, this::grow);
		GridData below = Fields.wide();
		below.verticalIndent = Space.NEAR;
		fields.setLayoutData(below);
		pane = fields;
		failure = Fields.problem(area);
		enable();
		load();
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.add, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, false);
	}

	/** Words that appear make the dialog higher, as far as the screen goes. */
	private void grow() {
		Shell shell = getShell();
		if (shell == null || shell.isDisposed()) {
			return;
		}
		grow(shell.computeSize(shell.getSize().x, SWT.DEFAULT, true).y - shell.getSize().y);
		shell.layout(true, true);
	}

	private Map<AgentId, String> agents() {
		Snapshots snapshots = services.get().snapshots();
		Agents.Listing listing = snapshots == null ? null : snapshots.agents().now().value();
		Map<AgentId, String> names = new HashMap<>();
		if (listing != null) {
			listing.agents().forEach(one -> names.put(one.agent().id(), one.agent().name()));
		}
		return names;
	}

	private List<String> agentNames() {
		return agents().values().stream().distinct().sorted(String.CASE_INSENSITIVE_ORDER).toList();
	}

	private void load() {
		Table shown = table;
		if (shown != null) {
			HostAnswers.ask(shown, services.get().rules(), rules -> rules.list(new Nothing()), listing -> fill(shown, listing.rules()), this::say);
		}
	}

	private void fill(Table shown, List<Rule> rules) {
		Map<AgentId, String> names = agents();
		shown.removeAll();
		for (Rule rule : rules) {
			TableItem item = new TableItem(shown, SWT.NONE);
			String agent = rule.agent() == null ? Messages.any_agent : names.getOrDefault(rule.agent(), Messages.gone_agent);
			item.setText(new String[] { RuleWords.effect(rule.effect()), RuleWords.what(rule), ForeignText.shownOnOneLine(agent),
					ForeignText.shownOnOneLine(rule.name()) });
			item.setData(rule);
		}
		enable();
	}

	private void enable() {
		Button button = remove;
		Table shown = table;
		if (button != null && shown != null) {
			button.setEnabled(shown.getSelectionCount() > 0);
		}
	}

	private void remove() {
		Table shown = table;
		if (shown != null && shown.getSelectionCount() > 0 && shown.getSelection()[0].getData() instanceof Rule rule) {
			say(null);
			HostAnswers.ask(shown, services.get().rules(), rules -> rules.remove(new Rules.Remove(CommandId.random(), rule.id().value())),
					done -> load(), this::say);
		}
	}

	/** Adds what is in the fields; the dialog stays, so that it is seen in the list. */
	@Override
	protected void okPressed() {
		RulePane fields = pane;
		Button add = getButton(IDialogConstants.OK_ID);
		if (fields == null || !fields.checked()) {
			return;
		}
		say(null);
		add.setEnabled(false);
		HostAnswers.ask(fields, services.get().rules(), rules -> rules.add(fields.form().add(CommandId.random())), added -> {
			add.setEnabled(true);
			fields.clear();
			load();
		}, refused -> {
			add.setEnabled(true);
			say(refused);
		});
	}

	private void say(@Nullable Failure refused) {
		Label label = failure;
		if (label != null && !label.isDisposed() && Fields.say(label, refused == null ? null : HostAnswers.words(refused))) {
			grow();
		}
	}
}
