package dev.umbra.ui.internal.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

import dev.umbra.core.git.GitReply;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What must be decided before a repository is changed. One question is answered by a button; several are all answered, then confirmed.
 * Leaving it, which is what Enter does, changes nothing. On the SWT thread.
 */
final class QuestionsDialog extends FittingDialog {
	private static final int WIDTH_DLUS = 260;
	private static final int HIGHEST = 360;
	private final List<GitReply.Question> questions;
	private final Map<GitReply.Question, String> chosen = new LinkedHashMap<>();

	/** @param questions at least one */
	QuestionsDialog(Shell parent, List<GitReply.Question> questions) {
		super(parent, Messages.questions_title, WIDTH_DLUS);
		this.questions = questions;
	}

	/** Waits for the person. Empty: it was left. */
	Optional<List<GitReply.Answer>> ask() {
		if (open() == IDialogConstants.CANCEL_ID || chosen.size() < questions.size()) {
			return Optional.empty();
		}
		List<GitReply.Answer> answers = new ArrayList<>();
		chosen.forEach((question, choice) -> answers.add(new GitReply.Answer(question.topic(), question.path(), choice)));
		return Optional.of(answers);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		if (questions.size() == 1) {
			Fields.note(area, words(questions.getFirst()));
			return area;
		}
		ScrolledComposite scrolled = new ScrolledComposite(area, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		Composite all = Fields.grid(scrolled, 1);
		((GridLayout) all.getLayout()).verticalSpacing = Space.NEAR;
		questions.forEach(question -> choices(all, question));
		scrolled.setContent(all);
		int width = convertHorizontalDLUsToPixels(WIDTH_DLUS) - 2 * Space.FAR;
		int height = all.computeSize(width, SWT.DEFAULT).y;
		scrolled.setMinHeight(height);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = Math.min(height, HIGHEST);
		scrolled.setLayoutData(data);
		scrolled.addListener(SWT.Resize, event -> scrolled.setMinHeight(all.computeSize(scrolled.getClientArea().width, SWT.DEFAULT).y));
		return area;
	}

	private void choices(Composite all, GitReply.Question question) {
		Composite one = Fields.grid(all, 1);
		Label text = Fields.note(one, words(question));
		text.setForeground(null);
		for (GitReply.Choice choice : question.choices()) {
			Button button = new Button(one, SWT.RADIO);
			button.setText(label(choice));
			GridData data = Fields.wide();
			data.horizontalIndent = Space.INSET;
			button.setLayoutData(data);
			button.addListener(SWT.Selection, event -> {
				if (button.getSelection()) {
					chosen.put(question, choice.id());
					enable();
				}
			});
		}
	}

	private static String words(GitReply.Question question) {
		return ForeignText.shown(question.text());
	}

	private static String label(GitReply.Choice choice) {
		return ForeignText.shownOnOneLine(choice.label()).replace("&", "&&");
	}

	private void enable() {
		Button ok = getButton(IDialogConstants.OK_ID);
		if (ok != null) {
			ok.setEnabled(chosen.size() == questions.size());
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		if (questions.size() == 1) {
			List<GitReply.Choice> choices = questions.getFirst().choices();
			for (int i = 0; i < choices.size(); i++) {
				createButton(parent, IDialogConstants.CLIENT_ID + i, label(choices.get(i)), false);
			}
			createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, true);
		} else {
			createButton(parent, IDialogConstants.OK_ID, Messages.questions_goOn, false);
			createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, true);
			enable();
		}
	}

	@Override
	protected void buttonPressed(int button) {
		int choice = button - IDialogConstants.CLIENT_ID;
		if (choice >= 0) {
			GitReply.Question question = questions.getFirst();
			chosen.put(question, question.choices().get(choice).id());
			setReturnCode(IDialogConstants.OK_ID);
			close();
		} else {
			super.buttonPressed(button);
		}
	}
}
