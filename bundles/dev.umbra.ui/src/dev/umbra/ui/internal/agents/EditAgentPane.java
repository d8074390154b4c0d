package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Text;

import dev.umbra.core.CommandId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.agents.EditAgentForm.Field;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Ground;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** Everything that can be changed about an agent, on some pages. On the SWT thread. */
final class EditAgentPane extends Composite {
	private final AgentRecord agent;
	private final Collection<String> taken;
	private final TabFolder folder;
	private final Map<Field, Label> problems = new EnumMap<>(Field.class);
	private final Map<Field, Integer> pages = new EnumMap<>(Field.class);
	private final List<Button> policies = new ArrayList<>();
	private final Text name;
	private final Text program;
	private final Text arguments;
	private final Text place;
	private final Button autostart;
	private final Button keepRunning;
	private final Composite confirmation;
	private final Text confirmed;
	private final Text environment;
	private final Button clean;
	private final SecretsPane secrets;
	private final Text model;
	private final Text mode;
	private final Text effort;
	private final McpPane mcp;

	EditAgentPane(Composite parent, AgentRecord agent, Collection<String> taken) {
		super(parent, SWT.NONE);
		Ground.ofParent(this);
		this.agent = agent;
		this.taken = List.copyOf(taken);
		setLayout(new FillLayout());
		EditAgentForm form = EditAgentForm.of(agent);
		folder = new TabFolder(this, SWT.TOP);
		Composite general = page(Messages.edit_general);
		name = line(general, Messages.dialog_name, form.name(), Field.NAME, 0);
		program = line(general, Messages.dialog_program, form.program(), Field.PROGRAM, 0);
		Fields.label(general, Messages.dialog_arguments);
		arguments = Fields.lines(general, Messages.dialog_arguments, 2);
		arguments.setText(form.arguments());
		place = place(general, form.folder());
		autostart = check(general, Messages.dialog_autostart, form.autostart());
		keepRunning = check(general, Messages.edit_keep_running, form.keepRunning());
		done(general);
		Composite permissions = page(Messages.edit_permissions);
		Fields.note(permissions, Messages.edit_policy_note);
		for (Policy policy : Policy.values()) {
			policy(permissions, policy, form.policy());
		}
		confirmation = Fields.grid(permissions, 1);
		Label danger = Fields.problem(confirmation);
		Fields.say(danger, NLS.bind(Messages.edit_confirm, agent.name()));
		confirmed = Fields.line(confirmation, Messages.edit_confirm_name, SWT.NONE);
		problem(confirmation, Field.POLICY, 1);
		Fields.show(confirmation, false);
		done(permissions);
		Composite surroundings = page(Messages.edit_environment);
		Fields.label(surroundings, Messages.dialog_environment);
		environment = Fields.lines(surroundings, Messages.dialog_environment, 4);
		environment.setText(form.environment());
		problem(surroundings, Field.ENVIRONMENT, 2);
		clean = check(surroundings, Messages.edit_clean, form.clean());
		Fields.label(surroundings, Messages.secrets);
		secrets = new SecretsPane(surroundings, agent.secretNames());
		secrets.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Fields.note(surroundings, Messages.secrets_note);
		done(surroundings);
		Composite sessions = page(Messages.edit_sessions);
		Fields.note(sessions, Messages.edit_sessions_note);
		model = line(sessions, Messages.edit_model, form.model());
		mode = line(sessions, Messages.edit_mode, form.mode());
		effort = line(sessions, Messages.edit_effort, form.effort());
		done(sessions);
		Composite tools = page(Messages.edit_tools);
		Fields.note(tools, Messages.edit_tools_note);
		mcp = new McpPane(tools, form.mcp());
		mcp.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		done(tools);
		name.setFocus();
		name.selectAll();
	}

	/** Scrolls on a screen that has less room. */
	private Composite page(String title) {
		TabItem item = new TabItem(folder, SWT.NONE);
		item.setText(title);
		ScrolledComposite scrolled = new ScrolledComposite(folder, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		Composite page = new Composite(scrolled, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = Space.INSET;
		layout.verticalSpacing = Space.TIGHT;
		page.setLayout(layout);
		scrolled.setContent(page);
		item.setControl(scrolled);
		return page;
	}

	private static void done(Composite page) {
		ScrolledComposite scrolled = (ScrolledComposite) page.getParent();
		scrolled.addListener(SWT.Resize, event -> fit(scrolled));
	}

	private static void fit(ScrolledComposite scrolled) {
		scrolled.setMinHeight(scrolled.getContent().computeSize(scrolled.getClientArea().width, SWT.DEFAULT, true).y);
	}

	private void fit() {
		for (TabItem item : folder.getItems()) {
			ScrolledComposite scrolled = (ScrolledComposite) item.getControl();
			((Composite) scrolled.getContent()).layout(true, true);
			fit(scrolled);
		}
	}

	private static Text line(Composite parent, String label, String value) {
		Fields.label(parent, label);
		Text text = Fields.line(parent, label, SWT.NONE);
		text.setText(value);
		return text;
	}

	private Text line(Composite parent, String label, String value, Field field, int page) {
		Text text = line(parent, label, value);
		problem(parent, field, page);
		return text;
	}

	private void problem(Composite parent, Field field, int page) {
		problems.put(field, Fields.problem(parent));
		pages.put(field, page);
	}

	private static Button check(Composite parent, String label, boolean on) {
		Button button = new Button(parent, SWT.CHECK | SWT.WRAP);
		button.setText(label);
		button.setSelection(on);
		return button;
	}

	private Text place(Composite parent, String value) {
		Fields.label(parent, Messages.dialog_folder);
		Composite row = Fields.grid(parent, 2);
		Text text = Fields.line(row, Messages.dialog_folder, SWT.NONE);
		text.setText(value);
		text.setMessage(Messages.dialog_folder_hint);
		Button browse = Named.named(new Button(row, SWT.PUSH), Messages.dialog_browse_folder);
		browse.setText(Messages.dialog_browse);
		browse.setToolTipText(Messages.dialog_browse_folder);
		browse.addListener(SWT.Selection, event -> {
			DirectoryDialog dialog = new DirectoryDialog(getShell());
			dialog.setText(Messages.dialog_browse_folder);
			dialog.setFilterPath(text.getText());
			String chosen = dialog.open();
			if (chosen != null) {
				text.setText(chosen);
			}
		});
		problem(parent, Field.FOLDER, 0);
		return text;
	}

	private void policy(Composite parent, Policy policy, Policy now) {
		Button radio = new Button(parent, SWT.RADIO | SWT.WRAP);
		radio.setText(switch (policy) {
		case ASK -> Messages.policy_ask;
		case ALLOW_READS -> Messages.policy_reads;
		case ALLOW_EDITS -> Messages.policy_edits;
		case ALLOW_ALL -> Messages.policy_all;
		});
		radio.setData(policy);
		radio.setSelection(policy == now);
		if (policy == Policy.ALLOW_ALL) {
			radio.setForeground(Palette.of(parent).error());
			Painted.byUs(radio);
		}
		radio.addListener(SWT.Selection, event -> {
			Fields.show(confirmation, form().confirms(agent));
			fit();
		});
		policies.add(radio);
	}

	private EditAgentForm form() {
		Policy policy = policies.stream().filter(Button::getSelection).map(each -> (Policy) each.getData()).findFirst().orElse(Policy.ASK);
		return new EditAgentForm(name.getText(), program.getText(), arguments.getText(), environment.getText(), clean.getSelection(), place.getText(),
				autostart.getSelection(), keepRunning.getSelection(), policy, confirmed.getText(), model.getText(), mode.getText(), effort.getText(),
				mcp.servers());
	}

	/** Says every problem and shows the page of the first. @return whether there is none */
	boolean checked() {
		Map<Field, String> found = form().problems(agent, taken);
		problems.forEach((field, label) -> Fields.say(label, found.get(field)));
		fit();
		found.keySet().stream().findFirst().ifPresent(field -> folder.setSelection(pages.get(field)));
		return found.isEmpty();
	}

	/** Only if it was {@link #checked}. */
	Agents.Set set() {
		return form().set(CommandId.random(), agent, secrets.values(), secrets.dropped());
	}
}
