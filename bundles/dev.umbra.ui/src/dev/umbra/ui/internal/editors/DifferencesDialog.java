package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.function.UnaryOperator;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

import dev.umbra.catalog.Difference;
import dev.umbra.core.ForeignText;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/** What stands in an editor beside what the host has by now, field by field, and which of them is to hold. On the SWT thread. */
final class DifferencesDialog extends FittingDialog {
	/** What the person decides for. */
	enum Choice {
		MINE, THEIRS, LATER
	}

	private static final int MOST_LINES = 10;
	private final List<Difference> differences;
	private final UnaryOperator<String> titles;
	private Choice choice = Choice.LATER;

	/** @param titles of the fields, by their names */
	DifferencesDialog(Shell parent, List<Difference> differences, UnaryOperator<String> titles) {
		super(parent, Messages.differences_title, 420);
		this.differences = differences;
		this.titles = titles;
	}

	Choice ask() {
		open();
		return choice;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.note(area, Messages.differences_note);
		ScrolledComposite scrolled = new ScrolledComposite(area, SWT.V_SCROLL);
		scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		Composite page = new Composite(scrolled, SWT.NONE);
		GridLayout layout = new GridLayout(2, true);
		layout.marginWidth = 0;
		layout.verticalSpacing = Space.TIGHT;
		layout.horizontalSpacing = Space.INSET;
		page.setLayout(layout);
		differences.forEach(each -> row(page, each));
		scrolled.setContent(page);
		scrolled.addListener(SWT.Resize, event -> scrolled.setMinHeight(page.computeSize(scrolled.getClientArea().width, SWT.DEFAULT, true).y));
		return area;
	}

	private void row(Composite page, Difference difference) {
		String title = titles.apply(difference.field());
		Label heading = Fields.label(page, title);
		heading.setFont(Fonts.bold(heading));
		GridData wide = Fields.wide();
		wide.horizontalSpan = 2;
		heading.setLayoutData(wide);
		Fields.label(page, Messages.mine);
		Fields.label(page, Messages.theirs);
		int lines = (int) Math.clamp(Math.max(difference.mine().lines().count(), difference.theirs().lines().count()) + 1, 2, MOST_LINES);
		text(page, NLS.bind(Messages.mine_of, title), difference.mine(), lines);
		text(page, NLS.bind(Messages.theirs_of, title), difference.theirs(), lines);
	}

	private static void text(Composite page, String name, String words, int lines) {
		Text text = Named.named(new Text(page, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.READ_ONLY), name);
		text.setText(ForeignText.shown(words));
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, false);
		data.heightHint = text.getLineHeight() * lines;
		data.widthHint = 160;
		text.setLayoutData(data);
		text.addListener(SWT.Traverse, event -> {
			if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
				event.doit = true;
			}
		});
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.YES_ID, Messages.keep_mine, false);
		createButton(parent, IDialogConstants.NO_ID, Messages.take_theirs, false);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.decide_later, true);
	}

	@Override
	protected void buttonPressed(int button) {
		choice = switch (button) {
		case IDialogConstants.YES_ID -> Choice.MINE;
		case IDialogConstants.NO_ID -> Choice.THEIRS;
		default -> Choice.LATER;
		};
		close();
	}
}
