package dev.umbra.ui.internal.agents;

import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;

/** Asks for a secret: the name of an environment variable, and its value, which is never shown. On the SWT thread. */
final class SecretDialog extends FittingDialog {
	/** @param value not in any text of this record */
	record Secret(String name, String value) {
		@Override
		public String toString() {
			return "Secret[name=" + name + "]";
		}
	}

	private final String fixed;
	private @Nullable Text name;
	private @Nullable Text value;
	private @Nullable Label problem;
	private @Nullable Secret given;

	/** @param fixed the name of the one to change, or empty for a new one */
	SecretDialog(Shell parent, String fixed) {
		super(parent, fixed.isEmpty() ? Messages.secret_title_new : Messages.secret_title);
		this.fixed = fixed;
	}

	Optional<Secret> ask() {
		open();
		return Optional.ofNullable(given);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.label(area, Messages.secret_name);
		Text names = Fields.line(area, Messages.secret_name, fixed.isEmpty() ? SWT.NONE : SWT.READ_ONLY);
		names.setText(fixed);
		((GridData) names.getLayoutData()).widthHint = convertHorizontalDLUsToPixels(220);
		Fields.label(area, Messages.secret_value);
		Text values = Fields.line(area, Messages.secret_value, SWT.PASSWORD);
		Fields.note(area, Messages.secret_note);
		problem = Fields.problem(area);
		name = names;
		value = values;
		(fixed.isEmpty() ? names : values).setFocus();
		return area;
	}

	@Override
	protected void okPressed() {
		Text names = name;
		Text values = value;
		Label label = problem;
		if (names == null || values == null || label == null) {
			return;
		}
		String words = LineList.nameProblem(names.getText().strip());
		if (words == null && values.getText().isEmpty()) {
			words = Messages.secret_empty;
		}
		if (words == null) {
			given = new Secret(names.getText().strip(), values.getText());
			super.okPressed();
		} else if (Fields.say(label, words)) {
			getShell().pack();
		}
	}
}
