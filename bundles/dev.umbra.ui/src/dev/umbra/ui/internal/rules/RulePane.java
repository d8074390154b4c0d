package dev.umbra.ui.internal.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.permission.RuleEffect;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Ground;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.rules.RuleForm.Field;
import dev.umbra.ui.internal.transcript.ToolWords;

/** The fields of a new rule. On the SWT thread. */
final class RulePane extends Composite {
	private final List<Button> effects = new ArrayList<>();
	private final Combo agent;
	private final Combo kind;
	private final Text command;
	private final Text path;
	private final Text name;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	private final Runnable resized;
	private final List<String> agents;

	/** @param agents names of those there are @param resized it may need another height than before */
	RulePane(Composite parent, List<String> agents, RuleForm form, Runnable resized) {
		super(parent, SWT.NONE);
		Ground.ofParent(this);
		this.resized = resized;
		this.agents = List.copyOf(agents);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.horizontalSpacing = Space.INSET;
		layout.verticalSpacing = Space.TIGHT;
		setLayout(layout);
		Label heading = Fields.label(this, Messages.new_rule);
		heading.setFont(Fonts.bold(heading));
		heading.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		Fields.label(this, Messages.field_effect);
		Composite radios = Fields.grid(this, 3);
		for (RuleEffect effect : List.of(RuleEffect.ALLOW, RuleEffect.ASK, RuleEffect.DENY)) {
			Button radio = new Button(radios, SWT.RADIO);
			radio.setText(RuleWords.effect(effect));
			radio.setData(effect);
			radio.setSelection(effect == form.effect());
			radio.addListener(SWT.Selection, event -> quiet());
			effects.add(radio);
		}
		agent = combo(Messages.field_agent, Messages.any_agent, agents, agents, form.agent());
		kind = combo(Messages.field_kind, Messages.any_kind, RuleForm.KINDS.stream().map(ToolWords::kind).toList(), RuleForm.KINDS, form.kind());
		command = text(Messages.field_command, form.command(), Field.COMMAND);
		command.setMessage(Messages.hint_command);
		path = text(Messages.field_path, form.path(), Field.PATH);
		path.setMessage(Messages.hint_path);
		name = text(Messages.field_name, form.name(), Field.NAME);
		name.setMessage(Messages.hint_name);
		Label note = Fields.note(this, Messages.note);
		((GridData) note.getLayoutData()).horizontalSpan = 2;
		Label what = Fields.problem(this);
		((GridData) what.getLayoutData()).horizontalSpan = 2;
		problems.put(Field.WHAT, what);
	}

	private Combo combo(String label, String any, List<String> words, List<String> values, @Nullable String chosen) {
		Fields.label(this, label);
		Combo combo = Named.named(new Combo(this, SWT.READ_ONLY | SWT.DROP_DOWN), label);
		combo.setLayoutData(Fields.wide());
		combo.add(any);
		words.forEach(combo::add);
		combo.select(chosen == null ? 0 : values.indexOf(chosen) + 1);
		combo.addListener(SWT.Selection, event -> quiet());
		return combo;
	}

	private Text text(String label, String value, Field field) {
		Fields.label(this, label);
		Composite column = Fields.grid(this, 1);
		Text text = Fields.line(column, label, SWT.NONE);
		text.setText(value);
		text.addListener(SWT.Modify, event -> quiet());
		problems.put(field, Fields.problem(column));
		return text;
	}

	RuleForm form() {
		RuleEffect effect = effects.stream().filter(Button::getSelection).map(each -> (RuleEffect) each.getData()).findFirst().orElse(RuleEffect.ASK);
		int agentAt = agent.getSelectionIndex();
		int kindAt = kind.getSelectionIndex();
		return new RuleForm(effect, agentAt < 1 ? null : agents.get(agentAt - 1), kindAt < 1 ? null : RuleForm.KINDS.get(kindAt - 1), path.getText(),
				command.getText(), name.getText());
	}

	/** Says every problem. @return whether there is none */
	boolean checked() {
		Map<Field, String> found = form().problems();
		tell(found);
		return found.isEmpty();
	}

	/** What was said may not hold any more; what holds is said again when it is added. */
	private void quiet() {
		tell(Map.of());
	}

	private void tell(Map<Field, String> found) {
		boolean moved = false;
		for (Map.Entry<Field, Label> each : problems.entrySet()) {
			moved |= Fields.say(each.getValue(), found.get(each.getKey()));
		}
		if (moved) {
			resized.run();
		}
	}

	void clear() {
		command.setText("");
		path.setText("");
		name.setText("");
	}

	@Override
	public boolean setFocus() {
		return !command.isDisposed() && command.setFocus();
	}
}
