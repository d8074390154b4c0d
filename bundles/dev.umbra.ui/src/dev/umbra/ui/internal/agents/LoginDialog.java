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
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Agents;
import dev.umbra.core.session.Detail;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.questions.Given;
import dev.umbra.ui.internal.questions.Question;

/**
 * Logs in to an agent before it asks. With one method the agent carries it out; of several the agent names them and the person
 * says which; one for a terminal is shown as a command. On the SWT thread.
 */
final class LoginDialog extends FittingDialog {
	private final Supplier<HostServices> services;
	private final Row.OfAgent agent;
	private @Nullable Composite area;
	private @Nullable Text method;
	private @Nullable Label state;
	private @Nullable Label problem;

	LoginDialog(Shell parent, Supplier<HostServices> services, Row.OfAgent agent) {
		super(parent, NLS.bind(Messages.login_title, agent.title()));
		this.services = services;
		this.agent = agent;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite created = (Composite) super.createDialogArea(parent);
		area = created;
		Fields.note(created, Messages.login_note);
		Fields.label(created, Messages.login_method);
		Text text = Fields.line(created, Messages.login_method, SWT.NONE);
		text.setMessage(Messages.login_method_hint);
		((GridData) text.getLayoutData()).widthHint = convertHorizontalDLUsToPixels(260);
		method = text;
		state = Fields.note(created, "");
		problem = Fields.problem(created);
		return created;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.login_start, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, false);
	}

	@Override
	protected void okPressed() {
		Text text = method;
		Label words = problem;
		Button start = getButton(IDialogConstants.OK_ID);
		if (text == null || words == null) {
			return;
		}
		String wanted = text.getText().strip();
		Fields.say(words, null);
		tell(Messages.login_running);
		start.setEnabled(false);
		HostAnswers.ask(text, services.get().agents(),
				agents -> agents.login(new Agents.Login(CommandId.random(), agent.agent().value(), wanted.isEmpty() ? null : wanted, false)), this::stepped,
				this::failed);
	}

	private void stepped(Agents.LoginStep step) {
		Button start = getButton(IDialogConstants.OK_ID);
		if (step.done()) {
			tell(NLS.bind(Messages.login_done, agent.title()));
			start.setEnabled(false);
			getButton(IDialogConstants.CANCEL_ID).setFocus();
			return;
		}
		Composite parent = area;
		if (parent != null) {
			tell("");
			start.setEnabled(false);
			Detail.Login login = new Detail.Login(List.of(new Detail.LoginMethod(step.method(), step.method(), null, true)), null, null);
			Question question = Question.of(parent, "", login, new Closing());
			if (question != null) {
				question.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
			}
			getShell().pack();
		}
	}

	private void failed(Failure failure) {
		Label words = problem;
		if (words != null) {
			tell("");
			Fields.say(words, HostAnswers.words(failure));
			getButton(IDialogConstants.OK_ID).setEnabled(true);
			getShell().pack();
		}
	}

	private void tell(String words) {
		Label label = state;
		if (label != null) {
			label.setText(words.replace("&", "&&"));
			getShell().layout(true, true);
		}
	}

	private final class Closing implements Question.Surroundings {
		@Override
		public void answer(Given given) {
			close();
		}

		@Override
		public void makeRule(Detail.Permission permission) {
			throw new IllegalStateException("a login makes no rule");
		}

		@Override
		public String agent() {
			return agent.title();
		}
	}
}
